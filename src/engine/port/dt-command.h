/* dt-command.h - the one registry of commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DT_COMMAND_ERROR (dt_command_error_quark ())
GQuark dt_command_error_quark (void);

typedef enum
{
  DT_COMMAND_ERROR_UNKNOWN,      /* no such command */
  DT_COMMAND_ERROR_ARGUMENT,     /* missing, of the wrong type, out of range */
  DT_COMMAND_ERROR_REFUSED,      /* not now: says why */
} DtCommandError;

typedef enum
{
  DT_COMMAND_READS,              /* changes nothing */
  DT_COMMAND_CONTROLS,           /* playback, settings: undone by its opposite */
  DT_COMMAND_TRADES,             /* sends or changes orders: ask first */
  DT_COMMAND_DESTROYS,           /* flattens, cancels everything: ask first, show what happens */
} DtCommandEffect;

typedef struct
{
  const char *name;
  const char *type;              /* GVariant type string: "s", "d", "x" */
  gboolean    required;
  const char *summary;
} DtCommandArgument;

/* One row of the registry. Handlers live where the effect is: the engine keeps a table id ->
 * function, the desk one for commands of the window. */
typedef struct
{
  const char              *id;          /* "position.close": noun, dot, verb */
  const char              *title;       /* "Close position", for menus and palette */
  const char              *category;
  const char              *summary;
  DtCommandEffect          effect;
  const DtCommandArgument *arguments;
  guint                    n_arguments;
} DtCommand;

const DtCommand *dt_command_list   (guint            *n_commands);
const DtCommand *dt_command_find   (const char       *id);
/* Checks an a{sv} against the row: required there, types right, nothing unknown. */
gboolean         dt_command_check  (const DtCommand  *command,
                                    GVariant         *arguments,
                                    GError          **error);

G_END_DECLS

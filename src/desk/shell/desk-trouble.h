/* desk-trouble.h - what an error means to a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why the desk cannot work with its data directory, in words: what happened, what it means for the
 * user's money, what to do. The error's own message is shown beside it, as detail. */
typedef struct
{
  const char *icon;
  const char *title;
  const char *happened;
  const char *money;
  const char *remedy;
  gboolean    can_retry;
} DeskTrouble;

/* @error (nullable): from opening a session */
const DeskTrouble *desk_trouble_find  (const GError *error);
/* The engine went away while the desk was attached to it. */
const DeskTrouble *desk_trouble_lost  (void);

G_END_DECLS

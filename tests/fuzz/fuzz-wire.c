/* fuzz-wire.c - any bytes as a frame of the engine's socket
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dt-command.h"
#include "dt-wire.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static void
check_request (GVariant *request)
{
  g_autoptr(GVariant) arguments = NULL;
  g_autoptr(GError) error = NULL;
  const DtCommand *command;
  const char *name;

  g_variant_get (request, "(t&s@a{sv})", NULL, &name, &arguments);
  command = dt_command_find (name);
  if (command != NULL)
    g_assert_true (dt_command_check (command, arguments, &error) == (error == NULL));
}

/* What is taken for a frame can be printed and comes out of a frame again. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr(GVariant) payload = NULL;
  g_autoptr(GBytes) frame = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  DtWireKind kind;
  guint32 length;

  if (size < DT_WIRE_HEADER_SIZE
      || !dt_wire_read_header (data, DT_WIRE_MAX_REQUEST, &length, &kind, NULL)
      || size - DT_WIRE_HEADER_SIZE < length)
    return 0;

  payload = dt_wire_unpack (kind, data + DT_WIRE_HEADER_SIZE, length, &error);
  g_assert_true ((payload == NULL) == (error != NULL));
  if (payload == NULL)
    return 0;

  text = g_variant_print (payload, TRUE);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  frame = dt_wire_pack (kind, payload);
  g_assert_cmpmem (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame), data,
                   DT_WIRE_HEADER_SIZE + length);
  if (kind == DT_WIRE_REQUEST)
    check_request (payload);

  return 0;
}

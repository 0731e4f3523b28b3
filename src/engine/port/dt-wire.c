/* dt-wire.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-port"

#include "config.h"

#include <string.h>

#include "dt-engine-port.h"
#include "dt-wire.h"

/* Bytes taken from the socket at a time: one client's flood does not keep the others waiting. */
#define CHUNK_SIZE  65536
/* Bytes that a client may leave unread before it is let go. */
#define MAX_BACKLOG (2 * DT_WIRE_MAX_ANSWER)

struct _DtWire
{
  guint             ref_count;
  GSocket          *socket;
  GMainContext     *context;
  GSource          *reading;
  GSource          *writing;
  guint32           max_incoming;
  GByteArray       *incoming;
  GByteArray       *outgoing;
  gsize             n_sent;      /* of outgoing */
  gboolean          closed;
  DtWireFrameFunc   frame_func;
  DtWireClosedFunc  closed_func;
  DtWireDrainedFunc drained_func;
  gpointer          data;
};

static const char *const payload_types[] = {
  [DT_WIRE_HELLO] = "(sus)",
  [DT_WIRE_REQUEST] = "(tsa{sv})",
  [DT_WIRE_ANSWER] = "(ta{sv})",
  [DT_WIRE_FAILURE] = "(tsis)",
  [DT_WIRE_SNAPSHOT] = "(a(st)a{sv})",
};

static gboolean flush (DtWire *wire);

static void
wire_unref (DtWire *wire)
{
  if (--wire->ref_count > 0)
    return;

  g_byte_array_unref (wire->incoming);
  g_byte_array_unref (wire->outgoing);
  g_main_context_unref (wire->context);
  g_object_unref (wire->socket);
  g_free (wire);
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
shut (DtWire *wire)
{
  drop_source (&wire->reading);
  drop_source (&wire->writing);
  if (!wire->closed)
    g_socket_close (wire->socket, NULL);
  wire->closed = TRUE;
}

/* Ends the conversation and says so, once. */
void
dt_wire_close (DtWire       *wire,
               const GError *error)
{
  if (wire->closed)
    return;

  shut (wire);
  wire->closed_func (wire, error, wire->data);
}

/* Ends it without saying so. */
void
dt_wire_free (DtWire *wire)
{
  if (wire == NULL)
    return;

  shut (wire);
  wire_unref (wire);
}

/**
 * dt_wire_read_header:
 * @max_length: bytes of payload that are acceptable
 *
 * Returns: %FALSE with %DT_PORT_ERROR_PROTOCOL when this begins no frame
 */
gboolean
dt_wire_read_header (const guchar   header[DT_WIRE_HEADER_SIZE],
                     guint32        max_length,
                     guint32       *length,
                     DtWireKind    *kind,
                     GError       **error)
{
  guint32 words[2];

  memcpy (words, header, sizeof words);
  if (words[1] < DT_WIRE_HELLO || words[1] > DT_WIRE_SNAPSHOT)
    {
      g_set_error (error, DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL,
                   "The other side sent a frame of the unknown kind %u", words[1]);
      return FALSE;
    }
  if (words[0] > max_length)
    {
      g_set_error (error, DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL,
                   "The other side sent a frame of %u bytes; %u is the limit", words[0],
                   max_length);
      return FALSE;
    }

  *length = words[0];
  *kind = words[1];

  return TRUE;
}

/**
 * dt_wire_unpack:
 *
 * Returns: (transfer full): what the bytes say, in normal form, or %NULL with
 *   %DT_PORT_ERROR_PROTOCOL
 */
GVariant *
dt_wire_unpack (DtWireKind      kind,
                gconstpointer   bytes,
                gsize           n_bytes,
                GError        **error)
{
  g_autoptr(GBytes) copy = g_bytes_new (bytes, n_bytes);
  g_autoptr(GVariant) payload = NULL;

  payload = g_variant_new_from_bytes (G_VARIANT_TYPE (payload_types[kind]), copy, FALSE);
  g_variant_ref_sink (payload);
  if (!g_variant_is_normal_form (payload))
    {
      g_set_error (error, DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL,
                   "The other side sent a frame of kind %u that is malformed", kind);
      return NULL;
    }

  return g_steal_pointer (&payload);
}

/* Returns: (transfer full): a whole frame; @payload is sunk when floating */
GBytes *
dt_wire_pack (DtWireKind  kind,
              GVariant   *payload)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (payload);
  gsize size = g_variant_get_size (owned);
  guint32 words[2] = { size, kind };
  guchar *frame;

  g_return_val_if_fail (size <= G_MAXUINT32, NULL);
  g_return_val_if_fail (g_variant_is_of_type (owned, G_VARIANT_TYPE (payload_types[kind])), NULL);

  frame = g_malloc (sizeof words + size);
  memcpy (frame, words, sizeof words);
  g_variant_store (owned, frame + sizeof words);

  return g_bytes_new_take (frame, sizeof words + size);
}

/* Takes the first frame off the incoming bytes; FALSE when it is not whole or no frame. */
static gboolean
take_frame (DtWire      *wire,
            DtWireKind  *kind,
            GVariant   **payload,
            GError     **error)
{
  guint32 length;

  if (wire->incoming->len < DT_WIRE_HEADER_SIZE
      || !dt_wire_read_header (wire->incoming->data, wire->max_incoming, &length, kind, error)
      || wire->incoming->len - DT_WIRE_HEADER_SIZE < length)
    return FALSE;

  *payload = dt_wire_unpack (*kind, wire->incoming->data + DT_WIRE_HEADER_SIZE, length, error);
  g_byte_array_remove_range (wire->incoming, 0, DT_WIRE_HEADER_SIZE + length);

  return *payload != NULL;
}

static void
serve_frames (DtWire *wire)
{
  g_autoptr(GError) error = NULL;
  DtWireKind kind;
  GVariant *payload;

  while (!wire->closed && take_frame (wire, &kind, &payload, &error))
    {
      wire->frame_func (wire, kind, payload, wire->data);
      g_variant_unref (payload);
    }
  if (error != NULL)
    dt_wire_close (wire, error);
}

static gboolean
on_readable (GSocket      *socket,
             GIOCondition  condition,
             gpointer      data)
{
  DtWire *wire = data;
  g_autoptr(GError) error = NULL;
  guint before = wire->incoming->len;
  gssize n;

  wire->ref_count++;
  g_byte_array_set_size (wire->incoming, before + CHUNK_SIZE);
  n = g_socket_receive (socket, (char *) wire->incoming->data + before, CHUNK_SIZE, NULL, &error);
  g_byte_array_set_size (wire->incoming, before + MAX (n, 0));

  if (n > 0)
    serve_frames (wire);
  else if (n == 0)
    dt_wire_close (wire, NULL);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    dt_wire_close (wire, error);
  wire_unref (wire);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_writable (GSocket      *socket,
             GIOCondition  condition,
             gpointer      data)
{
  DtWire *wire = data;

  wire->ref_count++;
  if (flush (wire) && wire->outgoing->len == 0)
    {
      drop_source (&wire->writing);
      if (wire->drained_func != NULL)
        wire->drained_func (wire, wire->data);
    }
  wire_unref (wire);

  return G_SOURCE_CONTINUE;
}

static GSource *
watch (DtWire            *wire,
       GIOCondition       condition,
       GSocketSourceFunc  func)
{
  GSource *source = g_socket_create_source (wire->socket, condition, NULL);

  g_source_set_callback (source, (GSourceFunc) func, wire, NULL);
  g_source_attach (source, wire->context);

  return source;
}

/* Sends what the socket takes now. */
static gboolean
flush (DtWire *wire)
{
  g_autoptr(GError) error = NULL;

  while (wire->n_sent < wire->outgoing->len)
    {
      gssize n = g_socket_send (wire->socket, (char *) wire->outgoing->data + wire->n_sent,
                                wire->outgoing->len - wire->n_sent, NULL, &error);

      if (n >= 0)
        {
          wire->n_sent += n;
          continue;
        }
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return TRUE;
      dt_wire_close (wire, error);
      return FALSE;
    }

  g_byte_array_set_size (wire->outgoing, 0);
  wire->n_sent = 0;

  return TRUE;
}

/**
 * dt_wire_new:
 * @socket: connected; stays open until the wire closes
 * @context: where everything happens
 * @max_incoming: longest payload that is taken, bytes
 */
DtWire *
dt_wire_new (GSocket          *socket,
             GMainContext     *context,
             guint32           max_incoming,
             DtWireFrameFunc   frame,
             DtWireClosedFunc  closed,
             gpointer          data)
{
  DtWire *wire = g_new0 (DtWire, 1);

  wire->ref_count = 1;
  wire->socket = g_object_ref (socket);
  wire->context = g_main_context_ref (context);
  wire->max_incoming = max_incoming;
  wire->incoming = g_byte_array_new ();
  wire->outgoing = g_byte_array_new ();
  wire->frame_func = frame;
  wire->closed_func = closed;
  wire->data = data;
  g_socket_set_blocking (socket, FALSE);
  wire->reading = watch (wire, G_IO_IN, on_readable);

  return wire;
}

void
dt_wire_set_drained (DtWire            *wire,
                     DtWireDrainedFunc  drained)
{
  wire->drained_func = drained;
}

static gboolean
on_overrun (gpointer data)
{
  g_autoptr(GError) error = g_error_new (DT_PORT_ERROR, DT_PORT_ERROR_CLOSED,
                                         "The other side does not read what it asked for");
  DtWire *wire = data;

  wire->ref_count++;
  dt_wire_close (wire, error);
  wire_unref (wire);

  return G_SOURCE_REMOVE;
}

/**
 * dt_wire_send:
 * @payload: of the type of @kind; sunk when floating
 *
 * Never blocks and never closes the wire before it returns: failures come through @closed later.
 */
void
dt_wire_send (DtWire     *wire,
              DtWireKind  kind,
              GVariant   *payload)
{
  g_autoptr(GBytes) frame = dt_wire_pack (kind, payload);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (frame, &size);

  if (wire->closed)
    return;

  if (dt_wire_get_backlog (wire) + size > MAX_BACKLOG)
    {
      drop_source (&wire->reading);
      drop_source (&wire->writing);
      wire->writing = g_idle_source_new ();
      g_source_set_callback (wire->writing, on_overrun, wire, NULL);
      g_source_attach (wire->writing, wire->context);
      return;
    }

  g_byte_array_append (wire->outgoing, bytes, size);
  if (wire->writing == NULL)
    wire->writing = watch (wire, G_IO_OUT, on_writable);
}

/* Bytes that wait for the other side to read. */
gsize
dt_wire_get_backlog (DtWire *wire)
{
  return wire->outgoing->len - wire->n_sent;
}

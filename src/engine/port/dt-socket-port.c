/* dt-socket-port.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-port"

#include "config.h"

#include <unistd.h>

#include "dt-socket-path.h"
#include "dt-socket-port.h"
#include "dt-wire.h"

/* How long the owner may take to greet, seconds: its engine may be in the middle of a step. */
#define HELLO_SECONDS 10
#define MAX_HELLO     1024

struct _DtSocketPort
{
  GObject       parent_instance;

  GThread      *thread;       /* that made it */
  GMainContext *context;
  DtWire       *wire;
  gboolean      closed;
  guint64       serial;       /* of the last request */
  GQueue        pending;      /* oldest first, as the answers come */
  GVariant     *snapshot;
};

/* A request whose answer is awaited; without a task when it was cancelled. */
typedef struct
{
  guint64  serial;
  GTask   *task;
  GSource *cancelling;
} Pending;

static void dt_socket_port_iface_init (DtEnginePortInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DtSocketPort, dt_socket_port, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_ENGINE_PORT,
                                                      dt_socket_port_iface_init))

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  if (pending->cancelling != NULL)
    g_source_destroy (pending->cancelling);
  g_clear_pointer (&pending->cancelling, g_source_unref);
  g_clear_object (&pending->task);
  g_free (pending);
}

static void
on_closed (DtWire       *wire,
           const GError *error,
           gpointer      data)
{
  g_autoptr(DtSocketPort) self = g_object_ref (data);
  Pending *pending;

  self->closed = TRUE;
  while ((pending = g_queue_pop_head (&self->pending)) != NULL)
    {
      if (pending->task != NULL)
        g_task_return_new_error (pending->task, DT_PORT_ERROR, DT_PORT_ERROR_CLOSED,
                                 "The engine went away before it answered%s%s",
                                 error != NULL ? ": " : "", error != NULL ? error->message : "");
      pending_free (pending);
    }
  g_signal_emit_by_name (self, "closed");
}

static void
lose_protocol (DtSocketPort *self,
               const char   *what)
{
  g_autoptr(GError) error = g_error_new (DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL,
                                         "The engine does not speak as it should: %s", what);

  dt_wire_close (self->wire, error);
}

/* The value that a part has in this version: new, or the one that is here. */
static GVariant *
find_value (DtSocketPort *self,
            GVariant     *changed,
            const char   *name,
            guint64       version)
{
  GVariant *value = g_variant_lookup_value (changed, name, NULL);
  g_autoptr(GVariant) part = NULL;
  guint64 had;

  if (value != NULL || self->snapshot == NULL
      || !(part = g_variant_lookup_value (self->snapshot, name, G_VARIANT_TYPE ("(tv)"))))
    return value;

  g_variant_get (part, "(tv)", &had, &value);
  if (had != version)
    g_clear_pointer (&value, g_variant_unref);

  return value;
}

static void
take_snapshot (DtSocketPort *self,
               GVariant     *payload)
{
  g_autoptr(GVariant) versions = g_variant_get_child_value (payload, 0);
  g_autoptr(GVariant) changed = g_variant_get_child_value (payload, 1);
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{s(tv)}"));

  for (gsize i = 0; i < g_variant_n_children (versions); i++)
    {
      g_autoptr(GVariant) value = NULL;
      const char *name;
      guint64 version;

      g_variant_get_child (versions, i, "(&st)", &name, &version);
      value = find_value (self, changed, name, version);
      if (value == NULL)
        {
          lose_protocol (self, "a part of its snapshot is missing");
          return;
        }
      g_variant_builder_add (&builder, "{s(tv)}", name, version, value);
    }

  g_clear_pointer (&self->snapshot, g_variant_unref);
  self->snapshot = g_variant_ref_sink (g_variant_builder_end (&builder));
  g_signal_emit_by_name (self, "changed");
}

/* The request that this answers, or NULL when it is not its turn. */
static Pending *
take_pending (DtSocketPort *self,
              guint64       serial)
{
  Pending *pending = g_queue_peek_head (&self->pending);

  if (pending == NULL || pending->serial != serial)
    {
      lose_protocol (self, "an answer belongs to no request");
      return NULL;
    }

  return g_queue_pop_head (&self->pending);
}

static void
take_answer (DtSocketPort *self,
             GVariant     *payload)
{
  g_autoptr(GVariant) answer = NULL;
  Pending *pending;
  guint64 serial;

  g_variant_get (payload, "(t@a{sv})", &serial, &answer);
  pending = take_pending (self, serial);
  if (pending == NULL)
    return;

  if (pending->task != NULL)
    g_task_return_pointer (pending->task, g_steal_pointer (&answer),
                           (GDestroyNotify) g_variant_unref);
  pending_free (pending);
}

static void
take_failure (DtSocketPort *self,
              GVariant     *payload)
{
  const char *domain, *message;
  Pending *pending;
  guint64 serial;
  gint32 code;

  g_variant_get (payload, "(t&si&s)", &serial, &domain, &code, &message);
  pending = take_pending (self, serial);
  if (pending == NULL)
    return;

  /* A quark lives for ever: one that we do not know must not be made from outside */
  if (pending->task != NULL)
    g_task_return_error (pending->task,
                         g_error_new_literal (g_quark_try_string (domain) != 0
                                              ? g_quark_try_string (domain) : DT_PORT_ERROR,
                                              g_quark_try_string (domain) != 0
                                              ? code : DT_PORT_ERROR_PROTOCOL, message));
  pending_free (pending);
}

static void
on_frame (DtWire     *wire,
          DtWireKind  kind,
          GVariant   *payload,
          gpointer    data)
{
  g_autoptr(DtSocketPort) self = g_object_ref (data);

  switch (kind)
    {
    case DT_WIRE_ANSWER:
      take_answer (self, payload);
      break;
    case DT_WIRE_FAILURE:
      take_failure (self, payload);
      break;
    case DT_WIRE_SNAPSHOT:
      take_snapshot (self, payload);
      break;
    case DT_WIRE_HELLO:
    case DT_WIRE_REQUEST:
    default:
      lose_protocol (self, "a frame came out of turn");
    }
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      data)
{
  Pending *pending = data;
  g_autoptr(GTask) task = g_steal_pointer (&pending->task);

  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
dt_socket_port_execute_async (DtEnginePort        *port,
                              const char          *command,
                              GVariant            *arguments,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  DtSocketPort *self = DT_SOCKET_PORT (port);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Pending *pending;

  g_assert (g_thread_self () == self->thread);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->closed)
    {
      g_task_return_new_error (task, DT_PORT_ERROR, DT_PORT_ERROR_CLOSED,
                               "The engine has gone away");
      return;
    }
  if (g_variant_get_size (arguments) > DT_WIRE_MAX_REQUEST - 1024)
    {
      g_task_return_new_error (task, DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL,
                               "The arguments of \"%s\" are too long to be sent", command);
      return;
    }

  pending = g_new0 (Pending, 1);
  pending->serial = ++self->serial;
  pending->task = g_steal_pointer (&task);
  if (cancellable != NULL)
    {
      pending->cancelling = g_cancellable_source_new (cancellable);
      g_source_set_callback (pending->cancelling, (GSourceFunc) on_cancelled, pending, NULL);
      g_source_attach (pending->cancelling, self->context);
    }
  g_queue_push_tail (&self->pending, pending);
  dt_wire_send (self->wire, DT_WIRE_REQUEST,
                g_variant_new ("(ts@a{sv})", pending->serial, command, arguments));
}

static GVariant *
dt_socket_port_execute_finish (DtEnginePort  *port,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, port), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static GVariant *
dt_socket_port_dup_snapshot (DtEnginePort *port)
{
  DtSocketPort *self = DT_SOCKET_PORT (port);

  g_assert (g_thread_self () == self->thread);

  return self->snapshot != NULL ? g_variant_ref (self->snapshot) : NULL;
}

static void
dt_socket_port_iface_init (DtEnginePortInterface *iface)
{
  iface->execute_async = dt_socket_port_execute_async;
  iface->execute_finish = dt_socket_port_execute_finish;
  iface->dup_snapshot = dt_socket_port_dup_snapshot;
}

static void
dt_socket_port_finalize (GObject *object)
{
  DtSocketPort *self = (DtSocketPort *)object;

  g_clear_pointer (&self->wire, dt_wire_free);
  g_queue_clear_full (&self->pending, pending_free);
  g_clear_pointer (&self->snapshot, g_variant_unref);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (dt_socket_port_parent_class)->finalize (object);
}

static void
dt_socket_port_class_init (DtSocketPortClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dt_socket_port_finalize;
}

static void
dt_socket_port_init (DtSocketPort *self)
{
  self->thread = g_thread_self ();
  g_queue_init (&self->pending);
}

static gboolean
receive_all (GSocket       *socket,
             guchar        *bytes,
             gsize          n_bytes,
             GCancellable  *cancellable,
             GError       **error)
{
  while (n_bytes > 0)
    {
      gssize n = g_socket_receive (socket, (char *) bytes, n_bytes, cancellable, error);

      if (n == 0)
        g_set_error (error, DT_PORT_ERROR, DT_PORT_ERROR_CLOSED,
                     "The engine went away before it greeted");
      if (n <= 0)
        return FALSE;
      bytes += n;
      n_bytes -= n;
    }

  return TRUE;
}

static gboolean
check_hello (GVariant  *hello,
             GError   **error)
{
  const char *magic, *program;
  guint32 version;

  g_variant_get (hello, "(&su&s)", &magic, &version, &program);
  if (g_str_equal (magic, DT_WIRE_MAGIC) && version == DT_WIRE_VERSION)
    return TRUE;

  g_set_error (error, DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL,
               "The engine that owns the data directory is DayTrader %s, which speaks version %u; "
               "this is DayTrader %s, which speaks version %u. Quit the other one first",
               program, version, DT_VERSION, DT_WIRE_VERSION);
  return FALSE;
}

static gboolean
shake_hands (GSocket       *socket,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(GVariant) hello = NULL;
  g_autoptr(GBytes) ours = NULL;
  guchar header[DT_WIRE_HEADER_SIZE], payload[MAX_HELLO];
  DtWireKind kind;
  guint32 length;
  gconstpointer bytes;
  gsize size;

  ours = dt_wire_pack (DT_WIRE_HELLO, g_variant_new ("(sus)", DT_WIRE_MAGIC, DT_WIRE_VERSION,
                                                     DT_VERSION));
  bytes = g_bytes_get_data (ours, &size);
  if (g_socket_send (socket, bytes, size, cancellable, error) != (gssize) size
      || !receive_all (socket, header, sizeof header, cancellable, error)
      || !dt_wire_read_header (header, sizeof payload, &length, &kind, error)
      || !receive_all (socket, payload, length, cancellable, error))
    return FALSE;

  if (kind != DT_WIRE_HELLO)
    {
      g_set_error (error, DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL,
                   "The engine answered the greeting with a frame of kind %u", kind);
      return FALSE;
    }

  hello = dt_wire_unpack (kind, payload, length, error);
  return hello != NULL && check_hello (hello, error);
}

static GSocket *
connect_socket (const char    *data_dir,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) local = NULL;
  gboolean connected;
  int dir_fd;

  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                         error);
  if (socket == NULL || !(address = dt_socket_path_open (data_dir, &dir_fd, error)))
    return NULL;

  g_socket_set_timeout (socket, HELLO_SECONDS);
  connected = g_socket_connect (socket, address, cancellable, &local);
  if (dir_fd >= 0)
    close (dir_fd);
  if (!connected)
    {
      g_set_error (error, DT_PORT_ERROR, DT_PORT_ERROR_ABSENT,
                   "No engine listens in the data directory %s: %s", data_dir, local->message);
      return NULL;
    }

  return g_steal_pointer (&socket);
}

/**
 * dt_socket_port_new:
 * @data_dir: a data directory that another process, or another thread of this one, owns
 *
 * Connects and greets before it returns. Answers and signals come in the caller's thread-default
 * context.
 *
 * Returns: (transfer full): the port, or %NULL and @error is %DT_PORT_ERROR_ABSENT when nobody
 *   listens there
 */
DtEnginePort *
dt_socket_port_new (const char  *data_dir,
                    GError     **error)
{
  g_autoptr(GSocket) socket = dt_socket_port_connect (data_dir, NULL, error);

  return socket != NULL ? dt_socket_port_new_for_socket (socket) : NULL;
}

/* Returns: (transfer full): a connection on which both sides have greeted; errors are those of
 *   dt_socket_port_new() */
GSocket *
dt_socket_port_connect (const char    *data_dir,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GSocket) socket = connect_socket (data_dir, cancellable, error);

  if (socket == NULL || !shake_hands (socket, cancellable, error))
    return NULL;

  g_socket_set_timeout (socket, 0);
  return g_steal_pointer (&socket);
}

/* Returns: (transfer full): a port over what dt_socket_port_connect() gave */
DtEnginePort *
dt_socket_port_new_for_socket (GSocket *socket)
{
  DtSocketPort *self = g_object_new (DT_TYPE_SOCKET_PORT, NULL);

  self->context = g_main_context_ref_thread_default ();
  self->wire = dt_wire_new (socket, self->context, DT_WIRE_MAX_ANSWER, on_frame, on_closed, self);

  return DT_ENGINE_PORT (self);
}

gboolean
dt_socket_port_is_closed (DtSocketPort *self)
{
  g_return_val_if_fail (DT_IS_SOCKET_PORT (self), TRUE);

  return self->closed;
}

/* dt-socket-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-port"

#include "config.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "dt-engine-port.h"
#include "dt-socket-path.h"
#include "dt-socket-server.h"
#include "dt-wire.h"

#define MAX_CLIENTS 16
/* How long a client may take to say hello. */
#define HELLO_SECONDS 5

struct _DtSocketServer
{
  DtEngineBackend *backend;
  char            *data_dir;
  GSocket         *listener;

  /* Engine thread */
  GSource         *accepting;
  GSource         *watch;
  GVariant        *snapshot;
  GPtrArray       *clients;
};

typedef struct
{
  DtSocketServer *server;
  DtWire         *wire;
  GSource        *hello_timeout;
  gboolean        greeted;
  GVariant       *sent;          /* the snapshot it has */
} Client;

static void
client_free (gpointer data)
{
  Client *client = data;

  if (client->hello_timeout != NULL)
    g_source_destroy (client->hello_timeout);
  g_clear_pointer (&client->hello_timeout, g_source_unref);
  g_clear_pointer (&client->sent, g_variant_unref);
  dt_wire_free (client->wire);
  g_free (client);
}

static void
on_closed (DtWire       *wire,
           const GError *error,
           gpointer      data)
{
  Client *client = data;

  if (error != NULL)
    g_debug ("A client was dropped: %s", error->message);
  g_ptr_array_remove (client->server->clients, client);
}

static gboolean
has_part (GVariant   *snapshot,
          const char *name,
          guint64     version)
{
  g_autoptr(GVariant) part = NULL;
  guint64 had;

  if (snapshot == NULL
      || !(part = g_variant_lookup_value (snapshot, name, G_VARIANT_TYPE ("(tv)"))))
    return FALSE;

  g_variant_get_child (part, 0, "t", &had);
  return had == version;
}

/* While it still reads what it was sent, a client gets nothing more; then it gets the newest. */
static void
send_snapshot (Client *client)
{
  GVariant *snapshot = client->server->snapshot;
  GVariantBuilder versions, values;

  if (!client->greeted || snapshot == NULL || snapshot == client->sent
      || dt_wire_get_backlog (client->wire) > 0)
    return;

  g_variant_builder_init (&versions, G_VARIANT_TYPE ("a(st)"));
  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{sv}"));
  for (gsize i = 0; i < g_variant_n_children (snapshot); i++)
    {
      g_autoptr(GVariant) value = NULL;
      const char *name;
      guint64 version;

      dt_snapshot_get_part (snapshot, i, &name, &version, &value);
      g_variant_builder_add (&versions, "(st)", name, version);
      if (!has_part (client->sent, name, version))
        g_variant_builder_add (&values, "{sv}", name, value);
    }

  g_clear_pointer (&client->sent, g_variant_unref);
  client->sent = g_variant_ref (snapshot);
  dt_wire_send (client->wire, DT_WIRE_SNAPSHOT,
                g_variant_new ("(a(st)a{sv})", &versions, &values));
}

static void
on_drained (DtWire   *wire,
            gpointer  data)
{
  send_snapshot (data);
}

static void
on_snapshot (GVariant *snapshot,
             gpointer  data)
{
  DtSocketServer *server = data;

  g_clear_pointer (&server->snapshot, g_variant_unref);
  server->snapshot = g_variant_ref (snapshot);
  for (guint i = 0; i < server->clients->len; i++)
    send_snapshot (g_ptr_array_index (server->clients, i));
}

static void
send_failure (Client       *client,
              guint64       serial,
              const GError *error)
{
  g_autofree char *message = g_utf8_make_valid (error->message, -1);

  dt_wire_send (client->wire, DT_WIRE_FAILURE,
                g_variant_new ("(tsis)", serial, g_quark_to_string (error->domain), error->code,
                               message));
}

static void
serve_request (Client   *client,
               GVariant *request)
{
  g_autoptr(GVariant) arguments = NULL;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GError) error = NULL;
  const char *command;
  guint64 serial;

  g_variant_get (request, "(t&s@a{sv})", &serial, &command, &arguments);
  answer = dt_engine_backend_execute (client->server->backend, command, arguments, &error);
  if (answer != NULL && g_variant_get_size (answer) > DT_WIRE_MAX_ANSWER - 64)
    {
      g_set_error (&error, DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL,
                   "The answer to \"%s\" is too long to be sent", command);
      g_clear_pointer (&answer, g_variant_unref);
    }

  if (answer != NULL)
    dt_wire_send (client->wire, DT_WIRE_ANSWER, g_variant_new ("(t@a{sv})", serial, answer));
  else
    send_failure (client, serial, error);
}

static void
greet (Client   *client,
       GVariant *hello)
{
  g_autoptr(GError) error = NULL;
  const char *magic;
  guint32 version;

  g_variant_get (hello, "(&su&s)", &magic, &version, NULL);
  if (!g_str_equal (magic, DT_WIRE_MAGIC))
    {
      g_set_error (&error, DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL, "It does not greet as it should");
      dt_wire_close (client->wire, error);
      return;
    }

  /* A client of another version learns ours from this and leaves */
  dt_wire_send (client->wire, DT_WIRE_HELLO,
                g_variant_new ("(sus)", DT_WIRE_MAGIC, DT_WIRE_VERSION, DT_VERSION));
  client->greeted = version == DT_WIRE_VERSION;
  if (client->greeted)
    {
      g_source_destroy (client->hello_timeout);
      g_clear_pointer (&client->hello_timeout, g_source_unref);
    }
}

static void
on_frame (DtWire     *wire,
          DtWireKind  kind,
          GVariant   *payload,
          gpointer    data)
{
  Client *client = data;
  g_autoptr(GError) error = NULL;

  if (kind == DT_WIRE_HELLO && !client->greeted)
    {
      greet (client, payload);
    }
  else if (kind == DT_WIRE_REQUEST && client->greeted)
    {
      serve_request (client, payload);
    }
  else
    {
      g_set_error (&error, DT_PORT_ERROR, DT_PORT_ERROR_PROTOCOL,
                   "It sent a frame of kind %u out of turn", kind);
      dt_wire_close (wire, error);
    }
}

static gboolean
on_hello_timeout (gpointer data)
{
  Client *client = data;

  dt_wire_close (client->wire, NULL);

  return G_SOURCE_REMOVE;
}

static void
add_client (DtSocketServer *server,
            GSocket        *socket)
{
  Client *client = g_new0 (Client, 1);

  client->server = server;
  client->wire = dt_wire_new (socket, server->backend->context, DT_WIRE_MAX_REQUEST, on_frame,
                              on_closed, client);
  dt_wire_set_drained (client->wire, on_drained);
  client->hello_timeout = g_timeout_source_new_seconds (HELLO_SECONDS);
  g_source_set_callback (client->hello_timeout, on_hello_timeout, client, NULL);
  g_source_attach (client->hello_timeout, server->backend->context);
  g_ptr_array_add (server->clients, client);
}

static gboolean
on_connection (GSocket      *listener,
               GIOCondition  condition,
               gpointer      data)
{
  DtSocketServer *server = data;
  g_autoptr(GSocket) socket = g_socket_accept (listener, NULL, NULL);

  /* One too many is closed at once */
  if (socket != NULL && server->clients->len < MAX_CLIENTS)
    add_client (server, socket);

  return G_SOURCE_CONTINUE;
}

/* Nobody else can listen here: our process owns the directory. A socket that is still there was
 * left by an owner that was cut off. */
static gboolean
bind_listener (DtSocketServer  *server,
               GError         **error)
{
  g_autofree char *path = dt_socket_path_build (server->data_dir);
  g_autoptr(GSocketAddress) address = NULL;
  gboolean bound;
  int dir_fd;

  server->listener = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                   G_SOCKET_PROTOCOL_DEFAULT, error);
  if (server->listener == NULL
      || !(address = dt_socket_path_open (server->data_dir, &dir_fd, error)))
    return FALSE;

  g_unlink (path);
  bound = g_socket_bind (server->listener, address, FALSE, error);
  if (dir_fd >= 0)
    close (dir_fd);
  if (!bound)
    return FALSE;

  /* Before it listens, nobody can connect */
  if (g_chmod (path, 0600) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   "The socket %s cannot be protected: %s", path, g_strerror (errno));
      return FALSE;
    }
  g_socket_set_blocking (server->listener, FALSE);

  return g_socket_listen (server->listener, error);
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
free_in_engine (gpointer backend,
                gpointer data)
{
  DtSocketServer *server = data;

  drop_source (&server->accepting);
  drop_source (&server->watch);
  g_clear_pointer (&server->clients, g_ptr_array_unref);
  g_clear_pointer (&server->snapshot, g_variant_unref);
}

static void
start_in_engine (gpointer backend,
                 gpointer data)
{
  DtSocketServer *server = data;

  server->accepting = g_socket_create_source (server->listener, G_IO_IN, NULL);
  g_source_set_callback (server->accepting, (GSourceFunc) on_connection, server, NULL);
  g_source_attach (server->accepting, server->backend->context);
  server->watch = dt_engine_backend_watch (server->backend, on_snapshot, server, NULL);
}

/**
 * dt_socket_server_new:
 * @data_dir: owned by this process
 *
 * Returns: (transfer full): a server that listens already, or %NULL and @error
 */
DtSocketServer *
dt_socket_server_new (DtEngineBackend  *backend,
                      const char       *data_dir,
                      GError          **error)
{
  DtSocketServer *server = g_new0 (DtSocketServer, 1);

  server->backend = backend;
  server->data_dir = g_strdup (data_dir);
  server->clients = g_ptr_array_new_with_free_func (client_free);
  if (!bind_listener (server, error))
    {
      g_prefix_error (error, "The engine's socket in %s cannot be opened: ", data_dir);
      g_clear_pointer (&server, dt_socket_server_free);
      return NULL;
    }

  dt_engine_backend_call (backend, start_in_engine, server);

  return server;
}

void
dt_socket_server_free (DtSocketServer *server)
{
  g_autofree char *path = NULL;

  if (server == NULL)
    return;

  dt_engine_backend_call (server->backend, free_in_engine, server);
  path = dt_socket_path_build (server->data_dir);
  g_unlink (path);
  g_clear_object (&server->listener);
  g_free (server->data_dir);
  g_free (server);
}

static void
count_in_engine (gpointer backend,
                 gpointer data)
{
  gpointer *pair = data;
  DtSocketServer *server = pair[0];

  *(guint *) pair[1] = server->clients->len;
}

guint
dt_socket_server_get_n_clients (DtSocketServer *server)
{
  guint n = 0;
  gpointer pair[] = { server, &n };

  dt_engine_backend_call (server->backend, count_in_engine, pair);

  return n;
}

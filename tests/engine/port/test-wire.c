/* test-wire.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "dt-random.h"
#include "dt-socket-path.h"
#include "dt-socket-port.h"
#include "dt-socket-server.h"
#include "dt-wire.h"

#include "fake-backend.h"

#define N_FUZZED 400

typedef struct
{
  char           *dir;
  FakeBackend    *fake;
  DtSocketServer *server;
  DtEnginePort   *good;     /* a client that behaves and must not notice anything */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->dir = g_dir_make_tmp ("dt-wire-XXXXXX", NULL);
  fixture->fake = fake_backend_new ();
  fixture->server = dt_socket_server_new (&fixture->fake->backend, fixture->dir, NULL);
  fixture->good = dt_socket_port_new (fixture->dir, NULL);
  g_assert_nonnull (fixture->good);
}

static void
assert_good (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = NULL;

  answer = dt_engine_port_execute (fixture->good, "run.step", g_variant_new ("a{sv}", NULL), NULL,
                                   &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  assert_good (fixture);
  g_object_unref (fixture->good);
  dt_socket_server_free (fixture->server);
  fake_backend_free (fixture->fake);
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

static GSocket *
connect_raw (Fixture *fixture)
{
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;
  GSocket *socket;
  int dir_fd;

  address = dt_socket_path_open (fixture->dir, &dir_fd, NULL);
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                         NULL);
  g_socket_set_timeout (socket, 20);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);

  return socket;
}

/* The server may have hung up on us already: that is no failure here. */
static void
send_raw (GSocket       *socket,
          gconstpointer  bytes,
          gsize          n_bytes)
{
  const char *cursor = bytes;

  while (n_bytes > 0)
    {
      gssize n = g_socket_send (socket, cursor, n_bytes, NULL, NULL);

      if (n <= 0)
        return;
      cursor += n;
      n_bytes -= n;
    }
}

static void
send_frame (GSocket    *socket,
            DtWireKind  kind,
            GVariant   *payload)
{
  g_autoptr(GBytes) frame = dt_wire_pack (kind, payload);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (frame, &size);

  send_raw (socket, bytes, size);
}

static void
send_hello (GSocket *socket,
            guint32  version)
{
  send_frame (socket, DT_WIRE_HELLO, g_variant_new ("(sus)", DT_WIRE_MAGIC, version, "test"));
}

static GVariant *
request (guint64     serial,
         const char *command)
{
  return g_variant_new ("(tsa{sv})", serial, command, NULL);
}

/* Reads until the server hangs up. */
static void
assert_dropped (GSocket *socket)
{
  g_autoptr(GError) error = NULL;
  char buffer[4096];
  gssize n;

  while ((n = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error)) > 0)
    ;
  g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
}

static void
test_garbage (Fixture       *fixture,
              gconstpointer  data)
{
  DtRandom random;

  dt_random_init (&random, 1);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr(GSocket) socket = connect_raw (fixture);
      guchar bytes[512];

      for (guint k = 0; k < sizeof bytes; k++)
        bytes[k] = dt_random_next (&random);
      send_raw (socket, bytes, sizeof bytes);
      assert_dropped (socket);
    }
  g_assert_cmpuint (fixture->fake->n_executed, ==, 0);
}

/* A length beyond the limit is refused before a byte of it is waited for. */
static void
test_oversized (Fixture       *fixture,
                gconstpointer  data)
{
  static const guint32 lengths[] = { DT_WIRE_MAX_REQUEST + 1, G_MAXINT32, G_MAXUINT32 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(GSocket) socket = connect_raw (fixture);
      guint32 header[] = { lengths[i], DT_WIRE_REQUEST };

      send_hello (socket, DT_WIRE_VERSION);
      send_raw (socket, header, sizeof header);
      assert_dropped (socket);
    }
}

/* Out of turn: a request before the greeting, a second greeting, what only a server says. */
static void
test_out_of_turn (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GSocket) early = connect_raw (fixture);
  g_autoptr(GSocket) twice = connect_raw (fixture);
  g_autoptr(GSocket) server_like = connect_raw (fixture);
  g_autoptr(GSocket) other_magic = connect_raw (fixture);

  send_frame (early, DT_WIRE_REQUEST, request (1, "run.step"));
  assert_dropped (early);

  send_hello (twice, DT_WIRE_VERSION);
  send_hello (twice, DT_WIRE_VERSION);
  assert_dropped (twice);

  send_hello (server_like, DT_WIRE_VERSION);
  send_frame (server_like, DT_WIRE_FAILURE, g_variant_new ("(tsis)", (guint64) 1, "x", 1, "y"));
  assert_dropped (server_like);

  send_frame (other_magic, DT_WIRE_HELLO, g_variant_new ("(sus)", "http", 1, ""));
  assert_dropped (other_magic);
  g_assert_cmpuint (fixture->fake->n_executed, ==, 0);
}

/* Another version hears ours, and is let go when it speaks on. */
static void
test_version (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GSocket) socket = connect_raw (fixture);
  g_autoptr(GVariant) hello = NULL;
  guchar bytes[256];
  DtWireKind kind;
  guint32 length, version;
  gssize n;

  send_hello (socket, DT_WIRE_VERSION + 1);
  n = g_socket_receive (socket, (char *) bytes, sizeof bytes, NULL, NULL);
  g_assert_cmpint (n, >, DT_WIRE_HEADER_SIZE);
  g_assert_true (dt_wire_read_header (bytes, sizeof bytes, &length, &kind, NULL));
  g_assert_cmpint (kind, ==, DT_WIRE_HELLO);
  g_assert_cmpint (n, ==, DT_WIRE_HEADER_SIZE + length);
  hello = dt_wire_unpack (kind, bytes + DT_WIRE_HEADER_SIZE, length, NULL);
  g_variant_get (hello, "(sus)", NULL, &version, NULL);
  g_assert_cmpuint (version, ==, DT_WIRE_VERSION);

  send_frame (socket, DT_WIRE_REQUEST, request (1, "run.step"));
  assert_dropped (socket);
  g_assert_cmpuint (fixture->fake->n_executed, ==, 0);
}

/* Frames that come a byte at a time, and many in one piece, are the same frames. */
static void
test_pieces (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GSocket) socket = connect_raw (fixture);
  g_autoptr(GBytes) frame = dt_wire_pack (DT_WIRE_REQUEST, request (1, "run.step"));
  g_autoptr(GByteArray) many = g_byte_array_new ();
  gsize size;
  const guchar *bytes = g_bytes_get_data (frame, &size);

  send_hello (socket, DT_WIRE_VERSION);
  for (gsize i = 0; i < size; i++)
    {
      send_raw (socket, bytes + i, 1);
      g_usleep (100);
    }
  for (guint i = 0; i < 1000; i++)
    g_byte_array_append (many, bytes, size);
  send_raw (socket, many->data, many->len);
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  assert_dropped (socket);
  g_assert_cmpuint (fixture->fake->n_executed, ==, 1001);
}

/* One that asks and asks and never reads does not fill our memory for ever. */
static void
test_deaf (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GSocket) socket = connect_raw (fixture);
  g_autofree char *text = g_strnfill (1 << 20, 'x');
  g_autoptr(GBytes) frame = NULL;
  gsize size;
  gconstpointer bytes;
  guint i;

  /* A megabyte that the fake engine gives back: "order.buy" answers with its arguments */
  frame = dt_wire_pack (DT_WIRE_REQUEST,
                        g_variant_new_parsed ("(@t 1, 'order.buy', "
                                              "{'symbol': <%s>, 'quantity': <1.0>})", text));
  bytes = g_bytes_get_data (frame, &size);
  send_hello (socket, DT_WIRE_VERSION);
  for (i = 0; i < 1000; i++)
    {
      const char *cursor = bytes;
      gsize left = size;
      gssize n = 1;

      for (; left > 0 && n > 0; cursor += MAX (n, 0), left -= MAX (n, 0))
        n = g_socket_send (socket, cursor, left, NULL, NULL);
      if (n <= 0)
        break;
    }
  g_assert_cmpuint (i, <, 1000);
  g_assert_cmpuint (fixture->fake->n_executed, <, 200);
}

static GByteArray *
make_script (DtRandom *random)
{
  static const char *const commands[] = { "run.step", "run.status", "order.buy", "run.speed", "" };
  GByteArray *script = g_byte_array_new ();
  guint n = 1 + dt_random_below (random, 4);

  for (guint i = 0; i <= n; i++)
    {
      const char *command = commands[dt_random_below (random, G_N_ELEMENTS (commands))];
      g_autoptr(GBytes) frame = NULL;
      gconstpointer bytes;
      gsize size;

      if (i == 0)
        frame = dt_wire_pack (DT_WIRE_HELLO, g_variant_new ("(sus)", DT_WIRE_MAGIC,
                                                            DT_WIRE_VERSION, "fuzz"));
      else
        frame = dt_wire_pack (DT_WIRE_REQUEST,
                              g_variant_new_parsed ("(%t, %s, {'symbol': <'SPY'>, 'quantity': "
                                                    "<%d>})", (guint64) i, command, 1.5));
      bytes = g_bytes_get_data (frame, &size);
      g_byte_array_append (script, bytes, size);
    }

  return script;
}

static void
mutate (GByteArray *script,
        DtRandom   *random)
{
  guint n = 1 + dt_random_below (random, 8);

  for (guint i = 0; i < n && script->len > 1; i++)
    {
      guint at = dt_random_below (random, script->len);
      guchar byte = dt_random_next (random);
      guint rest = script->len - at;
      g_autofree guchar *copy = g_memdup2 (script->data + at, rest);

      switch (dt_random_below (random, 4))
        {
        case 0:
          script->data[at] = byte;
          break;
        case 1:
          script->data[at] ^= 1 << byte % 8;
          break;
        case 2:
          g_byte_array_remove_range (script, at, MIN (1u + byte % 8, rest));
          break;
        default:
          g_byte_array_append (script, copy, MIN ((guint) byte, rest));
        }
    }
}

/* Conversations with wrong bytes, seeded: whatever they say, the server and its other client go
 * on. The frames themselves are tried without a socket as well, many more of them. */
static void
test_fuzz (Fixture       *fixture,
           gconstpointer  data)
{
  DtRandom random;

  dt_random_init (&random, 20260101);
  for (guint i = 0; i < N_FUZZED; i++)
    {
      g_autoptr(GByteArray) script = make_script (&random);
      g_autoptr(GSocket) socket = connect_raw (fixture);

      mutate (script, &random);
      send_raw (socket, script->data, script->len);
      g_socket_shutdown (socket, FALSE, TRUE, NULL);
      assert_dropped (socket);
      if (i % 20 == 0)
        assert_good (fixture);
    }
}

static void
test_fuzz_frames (void)
{
  DtRandom random;
  guint n_taken = 0;

  dt_random_init (&random, 4711);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(GByteArray) script = make_script (&random);
      g_autoptr(GVariant) payload = NULL;
      g_autoptr(GError) error = NULL;
      DtWireKind kind;
      guint32 length;

      mutate (script, &random);
      if (script->len < DT_WIRE_HEADER_SIZE
          || !dt_wire_read_header (script->data, DT_WIRE_MAX_REQUEST, &length, &kind, &error)
          || script->len - DT_WIRE_HEADER_SIZE < length)
        continue;

      payload = dt_wire_unpack (kind, script->data + DT_WIRE_HEADER_SIZE, length, &error);
      g_assert_true ((payload == NULL) == (error != NULL));
      if (payload != NULL)
        {
          g_autofree char *text = g_variant_print (payload, TRUE);

          g_assert_true (g_utf8_validate (text, -1, NULL));
          n_taken++;
        }
    }
  g_assert_cmpuint (n_taken, >, 1000);
}

#define ADD(name, func) g_test_add ("/port/wire/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("garbage", test_garbage);
  ADD ("oversized", test_oversized);
  ADD ("out-of-turn", test_out_of_turn);
  ADD ("version", test_version);
  ADD ("pieces", test_pieces);
  ADD ("deaf", test_deaf);
  ADD ("fuzz", test_fuzz);
  g_test_add_func ("/port/wire/fuzz-frames", test_fuzz_frames);

  return g_test_run ();
}

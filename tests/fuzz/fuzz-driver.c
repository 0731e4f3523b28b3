/* fuzz-driver.c - runs a fuzz target without libFuzzer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>

/* Input number n is made from the corpus and n alone. Children try a batch each, so that a crash is
 * seen from outside; the batch of a child that died is tried again one by one to find the input,
 * which is then saved. */

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

#define BATCH 2000
#define MAX_SIZE 65536
#define HANG_SECONDS 30

/* Bytes that parsers trip over. */
static const char *const tokens[] = {
  "", "\n", "\r\n", "\"", "\"\"", "'", ",", ";", "\t", "(", ")", "((((((((", "[", "]", "{", "}",
  "=", "0", "-1", "1e309", "-1e-400", "nan", "inf", "9223372036854775807", "-9223372036854775808",
  "18446744073709551616", "0x10", "1e9", "1/0", "close", "ema(", "and", "not", ":", "@", "%",
  "\xef\xbb\xbf", "\xff", "\xc3", "\xe2\x82", "2019-02-11", "2019-13-45", "[strategy]", "[long]",
};

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
load_corpus (GPtrArray  *corpus,
             const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      char *data;
      gsize size;

      if (g_file_get_contents (names->pdata[i], &data, &size, NULL))
        g_ptr_array_add (corpus, g_bytes_new_take (data, MIN (size, (gsize) MAX_SIZE)));
    }

  if (corpus->len == 0)
    g_ptr_array_add (corpus, g_bytes_new_static ("", 0));
}

static guint
below (GRand *rand,
       guint  n)
{
  return n <= 1 ? 0 : (guint) g_rand_int_range (rand, 0, (int) n);
}

static void
change (GByteArray *input,
        GPtrArray  *corpus,
        GRand      *rand)
{
  guint at = below (rand, input->len + 1);
  guint wanted = 1 + below (rand, 32);
  guint length = MIN (wanted, input->len - at);
  const char *token = tokens[below (rand, G_N_ELEMENTS (tokens))];
  g_autoptr(GByteArray) tail = g_byte_array_new ();
  gconstpointer other;
  gsize other_size;

  g_byte_array_append (tail, input->data + at, input->len - at);
  switch (below (rand, 7))
    {
    case 0: /* flip a bit */
      if (at < input->len)
        input->data[at] ^= 1 << below (rand, 8);
      return;
    case 1: /* another byte */
      if (at < input->len)
        input->data[at] = (guint8) below (rand, 256);
      return;
    case 2: /* take some out */
      g_byte_array_remove_range (input, at, length);
      return;
    case 3: /* say some again */
      g_byte_array_set_size (input, at);
      g_byte_array_append (input, tail->data, length);
      break;
    case 4: /* put something in */
      g_byte_array_set_size (input, at);
      g_byte_array_append (input, (const guint8 *) token, strlen (token));
      break;
    case 5: /* go on as another one does */
      other = g_bytes_get_data (corpus->pdata[below (rand, corpus->len)], &other_size);
      at = below (rand, (guint) other_size + 1);
      g_byte_array_append (input, (const guint8 *) other + at, other_size - at);
      return;
    default: /* stop here */
      g_byte_array_set_size (input, at);
      return;
    }
  g_byte_array_append (input, tail->data, tail->len);
}

static GByteArray *
make_input (GPtrArray *corpus,
            guint      n)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (n);
  GByteArray *input = g_byte_array_new ();
  guint n_changes = n < corpus->len ? 0 : 1 + below (rand, 8);
  guint which = n < corpus->len ? n : below (rand, corpus->len);
  gsize size;
  gconstpointer data = g_bytes_get_data (corpus->pdata[which], &size);

  g_byte_array_append (input, data, size);
  for (guint i = 0; i < n_changes; i++)
    change (input, corpus, rand);
  if (input->len > MAX_SIZE)
    g_byte_array_set_size (input, MAX_SIZE);

  return input;
}

static void
try_inputs (GPtrArray *corpus,
            guint      from,
            guint      to,
            gint64     deadline)
{
  for (guint n = from; n < to && g_get_monotonic_time () < deadline; n++)
    {
      g_autoptr(GByteArray) input = make_input (corpus, n);
      /* An exact copy: a read past the end is then past the allocation too */
      g_autofree guint8 *data = g_memdup2 (input->data, input->len);

      alarm (HANG_SECONDS);
      LLVMFuzzerTestOneInput (data, input->len);
    }
}

/* TRUE when the child lived through them all */
static gboolean
survives (GPtrArray *corpus,
          guint      from,
          guint      to,
          gint64     deadline)
{
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      try_inputs (corpus, from, to, deadline);
      exit (0);
    }

  return child > 0 && waitpid (child, &status, 0) == child
         && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static void
save_culprit (GPtrArray  *corpus,
              const char *name,
              guint       from,
              guint       to)
{
  for (guint n = from; n < to; n++)
    {
      if (!survives (corpus, n, n + 1, G_MAXINT64))
        {
          g_autoptr(GByteArray) input = make_input (corpus, n);
          g_autofree char *path = g_strdup_printf ("crash-%s-%u", name, n);

          g_file_set_contents (path, (const char *) input->data, input->len, NULL);
          g_print ("# input %u kills it; saved as %s\n", n, path);
          return;
        }
    }

  g_print ("# inputs %u to %u kill it only together, or leak\n", from, to - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gint64 deadline;
  guint n = 0;
  gboolean alive = TRUE;

  if (argc != 4)
    {
      g_printerr ("usage: %s NAME CORPUS SECONDS\n", argv[0]);
      return 2;
    }

  load_corpus (corpus, argv[2]);
  deadline = g_get_monotonic_time () + g_ascii_strtoll (argv[3], NULL, 10) * G_USEC_PER_SEC;

  for (; alive && g_get_monotonic_time () < deadline; n += BATCH)
    alive = survives (corpus, n, n + BATCH, deadline);
  if (!alive)
    save_culprit (corpus, argv[1], n - BATCH, n);

  g_print ("%s 1 - %s: about %u inputs from %u seeds\n1..1\n", alive ? "ok" : "not ok", argv[1], n,
           corpus->len);

  return alive ? 0 : 1;
}

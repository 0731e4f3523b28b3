/* test-csv-inflate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "dt-csv-inflate.h"

#define TRAILER 8   /* RFC 1952: checksum and length */

/* Numbers that pack to about half. */
static GString *
make_text (guint n)
{
  GString *text = g_string_new (NULL);
  guint32 random = 1;

  for (guint i = 0; i < n; i++)
    {
      random = random * 1664525u + 1013904223u;
      g_string_append_printf (text, "%u,%u\n", i, random >> 8);
    }

  return text;
}

static void
append_packed (GByteArray *packed,
               const char *text,
               gsize       length)
{
  g_autoptr(GZlibCompressor) zipper = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  gsize size = length + 4096, n_read, n_written;
  g_autofree guint8 *buffer = g_malloc (size);

  g_assert_cmpint (g_converter_convert (G_CONVERTER (zipper), text, length, buffer, size,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL), ==,
                   G_CONVERTER_FINISHED);
  g_byte_array_append (packed, buffer, n_written);
}

/* Reads all there is, so many bytes of it given at a time and so many of room. Returns how many
 * members ended, -1 when something was damaged. */
static int
inflate_all (const GByteArray *packed,
             gsize             piece,
             gsize             room,
             GString          *text)
{
  g_autoptr(DtCsvInflate) inflate = dt_csv_inflate_new ();
  g_autofree char *buffer = g_malloc (room);
  const guint8 *left;
  gsize at = 0;
  gboolean in_member = FALSE;
  int n_members = 0;

  while (at < packed->len || in_member)
    {
      gsize given = MIN (piece, packed->len - at), n_read;
      DtCsvInflateState state = DT_CSV_INFLATE_MORE;

      dt_csv_inflate_give (inflate, packed->data + at, given);
      at += given;
      do
        {
          if (!in_member)
            dt_csv_inflate_begin (inflate);
          in_member = TRUE;
          state = dt_csv_inflate_read (inflate, buffer, room, &n_read);
          g_string_append_len (text, buffer, n_read);
          if (state == DT_CSV_INFLATE_DAMAGED)
            return -1;
          if (state == DT_CSV_INFLATE_END)
            {
              in_member = FALSE;
              n_members++;
            }
        }
      while (dt_csv_inflate_get_left (inflate, &left) > 0
             || (state == DT_CSV_INFLATE_MORE && n_read == room));
      if (given == 0)
        break;
    }

  return n_members;
}

/* However the input comes and the output is taken, members follow one another. */
static void
test_pieces (void)
{
  static const gsize pieces[] = { 1, 7, 1000, 262144 }, rooms[] = { 1, 333, 262144 };
  g_autoptr(GString) text = make_text (30000);
  g_autoptr(GByteArray) packed = g_byte_array_new ();

  append_packed (packed, text->str, 100000);
  append_packed (packed, text->str + 100000, 1);
  append_packed (packed, "", 0);
  append_packed (packed, text->str + 100001, text->len - 100001);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint j = 0; j < G_N_ELEMENTS (rooms); j++)
      {
        g_autoptr(GString) found = g_string_new (NULL);

        g_assert_cmpint (inflate_all (packed, pieces[i], rooms[j], found), ==, 4);
        g_assert_cmpmem (found->str, found->len, text->str, text->len);
      }
}

/* A member has not ended before its last byte, and not well with another checksum or length. */
static void
test_trailer (void)
{
  g_autoptr(GString) text = make_text (1000);
  g_autoptr(GByteArray) packed = g_byte_array_new ();

  append_packed (packed, text->str, text->len);
  for (guint i = 1; i <= TRAILER; i++)
    {
      g_autoptr(GByteArray) cut = g_byte_array_new ();
      g_autoptr(GString) found = g_string_new (NULL);

      g_byte_array_append (cut, packed->data, packed->len - i);
      g_assert_cmpint (inflate_all (cut, 4096, 4096, found), ==, 0);
    }
  for (guint i = 1; i <= TRAILER; i++)
    {
      g_autoptr(GString) found = g_string_new (NULL);

      packed->data[packed->len - i] ^= 1;
      g_assert_cmpint (inflate_all (packed, 4096, 4096, found), ==, -1);
      packed->data[packed->len - i] ^= 1;
    }
}

static void
test_damaged (void)
{
  g_autoptr(GByteArray) packed = g_byte_array_new ();
  g_autoptr(GString) found = g_string_new (NULL);

  g_byte_array_append (packed, (const guint8 *) "no gzip file, but some text", 27);
  g_assert_cmpint (inflate_all (packed, 4096, 4096, found), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-inflate/pieces", test_pieces);
  g_test_add_func ("/csv-inflate/trailer", test_trailer);
  g_test_add_func ("/csv-inflate/damaged", test_damaged);

  return g_test_run ();
}

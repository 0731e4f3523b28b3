/* dt-json.h - JSON whose numbers come back exactly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "dt-money.h"

G_BEGIN_DECLS

#define DT_JSON_ERROR (dt_json_error_quark ())
GQuark dt_json_error_quark (void);

typedef enum
{
  DT_JSON_ERROR_SYNTAX,    /* not JSON, or nested too deep to be meant */
  DT_JSON_ERROR_MISSING,   /* no such member */
  DT_JSON_ERROR_VALUE,     /* a member of another type or out of range */
} DtJsonError;

#define DT_DOUBLE_BUF_SIZE 32
char       *dt_double_to_string  (double        value,
                                  char          buf[DT_DOUBLE_BUF_SIZE]);

char       *dt_json_to_string    (JsonNode     *root,
                                  gboolean      pretty);
JsonNode   *dt_json_parse        (const char   *text,
                                  gssize        length,
                                  GError      **error);

/* Members of an object from outside, or an error that names the member and quotes its value. */
gboolean    dt_json_read_string  (JsonObject   *object,
                                  const char   *name,
                                  const char  **value,
                                  GError      **error);
gboolean    dt_json_read_double  (JsonObject   *object,
                                  const char   *name,
                                  double       *value,
                                  GError      **error);
gboolean    dt_json_read_int     (JsonObject   *object,
                                  const char   *name,
                                  gint64        least,
                                  gint64        most,
                                  gint64       *value,
                                  GError      **error);
gboolean    dt_json_read_boolean (JsonObject   *object,
                                  const char   *name,
                                  gboolean     *value,
                                  GError      **error);
gboolean    dt_json_read_money   (JsonObject   *object,
                                  const char   *name,
                                  DtMoney      *value,
                                  GError      **error);
gboolean    dt_json_read_array   (JsonObject   *object,
                                  const char   *name,
                                  JsonArray   **value,
                                  GError      **error);
gboolean    dt_json_read_object  (JsonObject   *object,
                                  const char   *name,
                                  JsonObject  **value,
                                  GError      **error);

G_END_DECLS

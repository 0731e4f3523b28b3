/* dt-csv-zone.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include "dt-csv-import.h"
#include "dt-csv-zone.h"

/* The same few thousand dates come again for every symbol. */
#define N_CACHED 4096

typedef struct
{
  DtDate   date;
  gboolean plain;      /* no change of the clock on it */
  DtTime   midnight;
} CachedDate;

struct _DtCsvZone
{
  GTimeZone  *zone;    /* (nullable): New York */
  CachedDate  cached[N_CACHED];
};

DtCsvZone *
dt_csv_zone_new (const char  *name,
                 GError     **error)
{
  DtCsvZone *zone;
  GTimeZone *system = NULL;

  if (name != NULL && !g_str_equal (name, "America/New_York") && !g_str_equal (name, "US/Eastern")
      && (system = g_time_zone_new_identifier (name)) == NULL)
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                   "There is no time zone \"%s\"", name);
      return NULL;
    }

  zone = g_new0 (DtCsvZone, 1);
  zone->zone = system;
  for (guint i = 0; i < N_CACHED; i++)
    zone->cached[i].date = DT_DATE_NONE;

  return zone;
}

void
dt_csv_zone_free (DtCsvZone *zone)
{
  if (zone == NULL)
    return;

  g_clear_pointer (&zone->zone, g_time_zone_unref);
  g_free (zone);
}

static DtTime
convert (DtCsvZone *zone,
         DtDate     date,
         gint64     since_midnight)
{
  gint64 wall = date * DT_DAY + since_midnight;
  int interval;

  if (zone->zone == NULL)
    return dt_time_from_new_york (date, since_midnight);

  interval = g_time_zone_find_interval (zone->zone, G_TIME_TYPE_STANDARD, wall / DT_SECOND);
  if (interval < 0)
    interval = g_time_zone_find_interval (zone->zone, G_TIME_TYPE_DAYLIGHT, wall / DT_SECOND);

  return wall - (interval < 0 ? 0 : g_time_zone_get_offset (zone->zone, interval) * DT_SECOND);
}

DtTime
dt_csv_zone_to_utc (DtCsvZone        *zone,
                    const DtCsvStamp *stamp)
{
  CachedDate *cached;

  if (stamp->zoned)
    return stamp->date * DT_DAY + stamp->since_midnight - stamp->offset;

  cached = &zone->cached[(guint32) stamp->date % N_CACHED];
  if (G_UNLIKELY (cached->date != stamp->date))
    {
      cached->date = stamp->date;
      cached->midnight = convert (zone, stamp->date, 0);
      cached->plain = convert (zone, stamp->date + 1, 0) - cached->midnight == DT_DAY;
    }

  return cached->plain ? cached->midnight + stamp->since_midnight
                       : convert (zone, stamp->date, stamp->since_midnight);
}

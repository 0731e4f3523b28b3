/* dt-wire.h - frames of GVariants over a Unix socket
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A frame is its length and kind, 32 bits each in the byte order of the machine, and a serialised
 * GVariant of the type that the kind has. Version and limits of the conversation: */
#define DT_WIRE_MAGIC        "daytrader-engine"
#define DT_WIRE_VERSION      1
#define DT_WIRE_HEADER_SIZE  8
#define DT_WIRE_MAX_REQUEST  (4u << 20)
#define DT_WIRE_MAX_ANSWER   (64u << 20)

typedef enum
{
  DT_WIRE_HELLO = 1,   /* (sus): magic, version, program; the client speaks first */
  DT_WIRE_REQUEST,     /* (tsa{sv}): serial, command, arguments */
  DT_WIRE_ANSWER,      /* (ta{sv}): serial, answer; answers come in the order of requests */
  DT_WIRE_FAILURE,     /* (tsis): serial, error domain, code, message */
  DT_WIRE_SNAPSHOT,    /* (a(st)a{sv}): all parts with versions, values of those that changed */
} DtWireKind;

/**
 * DtWire:
 *
 * One end of a conversation. Whatever comes in is checked (length, kind, type, normal form) before
 * anyone sees it; what fails a check ends the conversation. After @closed was called, with an
 * error unless the other side just went, nothing more is.
 *
 * Thread: the one that iterates the context.
 */
typedef struct _DtWire DtWire;

typedef void (*DtWireFrameFunc)  (DtWire       *wire,
                                  DtWireKind    kind,
                                  GVariant     *payload,
                                  gpointer      data);
typedef void (*DtWireClosedFunc) (DtWire       *wire,
                                  const GError *error,
                                  gpointer      data);

/* All that was sent has left. */
typedef void (*DtWireDrainedFunc) (DtWire      *wire,
                                   gpointer     data);

DtWire   *dt_wire_new         (GSocket           *socket,
                               GMainContext      *context,
                               guint32            max_incoming,
                               DtWireFrameFunc    frame,
                               DtWireClosedFunc   closed,
                               gpointer           data);
void      dt_wire_free        (DtWire            *wire);
void      dt_wire_set_drained (DtWire            *wire,
                               DtWireDrainedFunc  drained);
void      dt_wire_send        (DtWire            *wire,
                               DtWireKind         kind,
                               GVariant          *payload);
gsize     dt_wire_get_backlog (DtWire            *wire);
void      dt_wire_close       (DtWire            *wire,
                               const GError      *error);

GBytes   *dt_wire_pack        (DtWireKind         kind,
                               GVariant          *payload);
gboolean  dt_wire_read_header (const guchar       header[DT_WIRE_HEADER_SIZE],
                               guint32            max_length,
                               guint32           *length,
                               DtWireKind        *kind,
                               GError           **error);
GVariant *dt_wire_unpack      (DtWireKind         kind,
                               gconstpointer      bytes,
                               gsize              n_bytes,
                               GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtWire, dt_wire_free)

G_END_DECLS

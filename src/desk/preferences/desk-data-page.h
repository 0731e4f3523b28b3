/* desk-data-page.h - where the data is and what there is of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

AdwPreferencesPage *desk_data_page_new (DeskSession *session);

G_END_DECLS

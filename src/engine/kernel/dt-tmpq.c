#include <gio/gio.h>
GQuark dt_command_error_quark (void);
GQuark dt_command_error_quark (void) { return g_quark_from_static_string("dt-command-error-quark"); }

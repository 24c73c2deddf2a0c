#pragma once
#include <stddef.h>

/// The text of `trading_calendar.json` as it was when the program was built: a binary that was copied alone has its calendar with it.
///
/// It lives as long as the program.
const unsigned char *_Nonnull ccalendar_bytes(void);

/// How many bytes ``ccalendar_bytes`` has.
size_t ccalendar_count(void);

#include "CCalendar.h"

// C23's #embed, which clang has in every mode since version 19: Swift has no literal for a file.
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char calendar[] = {
#embed "../../../trading_calendar.json"
};

const unsigned char *ccalendar_bytes(void) { return calendar; }

size_t ccalendar_count(void) { return sizeof calendar; }

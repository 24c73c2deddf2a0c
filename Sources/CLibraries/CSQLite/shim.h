#pragma once
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

/// Binds text that SQLite copies. Why a shim: SQLITE_TRANSIENT is a cast that Swift does not import.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int length) {
    return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

/// Binds bytes that SQLite copies. Why a shim: as above; an empty blob must not become NULL.
static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int length) {
    return length == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                       : sqlite3_bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}

/// Switches one on/off option of a connection. Why a shim: sqlite3_db_config() takes `...`.
static inline int csqlite_db_config(sqlite3 *database, int option, int value) {
    return sqlite3_db_config(database, option, value, (int *)0);
}

/// Locks (F_RDLCK, F_WRLCK) or unlocks (F_UNLCK) one byte of a file without waiting; 0 or -1 with errno.
/// The lock belongs to the open file description, so two stores of one process exclude each other as well.
/// Why a shim: F_OFD_SETLK needs _GNU_SOURCE, which a clang module cannot set for the headers it imports.
static inline int csqlite_lock_byte(int file, short type, long position) {
    enum { setlk = 37 };
#ifdef F_OFD_SETLK
    _Static_assert(setlk == F_OFD_SETLK, "F_OFD_SETLK differs from the kernel's ABI");
#endif
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = position, .l_len = 1};
    return fcntl(file, setlk, &lock);
}

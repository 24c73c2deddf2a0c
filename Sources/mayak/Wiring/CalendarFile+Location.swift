import CCalendar
import Glibc
import Market
import Platform
import Store

extension CalendarFile {
    /// Reads the bundled calendar that the configuration names.
    ///
    /// A relative name that is not in the working directory is looked for beside the program and in the folders above it,
    /// so that `.build/debug/mayak` finds the checkout's file from anywhere, and what `make install` put into
    /// `PREFIX/bin` that in `PREFIX/share/mayak`. Where the usual name is nowhere, the program's own copy counts: a binary that
    /// was copied alone knows the trading days.
    ///
    /// - Throws: `CommandFailure` with exit code 78 that names the file and the mistake.
    static func bundled(_ options: CalendarOptions) throws -> CalendarFile {
        let path = InstalledFile.locate(options.file)
        do throws(CalendarFileError) {
            let isAbsent = path == defaultName && access(path, F_OK) != 0
            return try isAbsent ? CalendarFile(builtIn, named: "the program's own calendar") : load(path)
        } catch {
            throw CommandFailure(.configuration, "calendar.file: \(error.detail)")
        }
    }

    /// The file as it was when the program was built.
    static var builtIn: [UInt8] {
        Array(UnsafeBufferPointer(start: ccalendar_bytes(), count: ccalendar_count()))
    }
}

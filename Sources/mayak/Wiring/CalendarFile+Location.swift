import Market
import Platform
import Store

extension CalendarFile {
    /// Reads the bundled calendar that the configuration names.
    ///
    /// A relative name that is not in the working directory is looked for beside the program and in the folders above it,
    /// so that `.build/debug/mayak` finds the checkout's file from anywhere, and what `make install` put into
    /// `PREFIX/bin` that in `PREFIX/share/mayak`.
    ///
    /// - Throws: `CommandFailure` with exit code 78 that names the file and the mistake.
    static func bundled(_ options: CalendarOptions) throws -> CalendarFile {
        let path = InstalledFile.locate(options.file)
        do {
            return try load(path)
        } catch {
            throw CommandFailure(.configuration, "calendar.file: \(error.detail)")
        }
    }
}

import Glibc

/// Files that come with the program.
enum InstalledFile {
    /// Where a file or folder is that comes with the program.
    ///
    /// A relative name that is not in the working directory is looked for beside the program and in the folders above it,
    /// so that `.build/debug/mayak` finds the checkout's file from anywhere, and what `make install` put into
    /// `PREFIX/bin` that in `PREFIX/share/mayak`.
    ///
    /// - Returns: the name itself where there is none.
    static func locate(_ name: String) -> String {
        guard !name.hasPrefix("/"), access(name, R_OK) != 0, let program = realpath("/proc/self/exe", nil) else {
            return name
        }
        defer { free(program) }
        var folder = String(cString: program)[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            for candidate in ["\(folder)/\(name)", "\(folder)/share/mayak/\(name)"] where access(candidate, R_OK) == 0 {
                return candidate
            }
        }
        return name
    }
}

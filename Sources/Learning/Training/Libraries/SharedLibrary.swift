import Glibc

/// A library that is loaded when a training asks for it, and stays loaded.
///
/// `docs/decisions/0013-libraries-that-train.md` says why it is not linked.
@safe struct SharedLibrary {
    private let handle: UnsafeMutableRawPointer
    private let package: String

    /// - Parameters:
    ///   - names: File names, the first that is found is taken.
    ///   - package: Debian's, for who lacks it.
    /// - Throws: ``TrainingError`` of kind `library`.
    init(_ names: [String], package: String) throws(TrainingError) {
        // OpenMP reads it once, when it is loaded: threads that wait otherwise burn a core each.
        unsafe setenv("OMP_WAIT_POLICY", "passive", 0)
        for name in names {
            guard let handle = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL) else { continue }
            unsafe self.handle = handle
            self.package = package
            return
        }
        throw TrainingError(
            .library,
            "\(names[0]) cannot be loaded; Debian has it in the package \(package): apt-get install \(package), or leave "
                + "its member out with --members"
        )
    }

    /// A function with the type that the library's header gives it.
    ///
    /// - Throws: ``TrainingError`` of kind `library` where this version has no such function.
    func function<Function>(_ name: String) throws(TrainingError) -> Function {
        guard let symbol = unsafe dlsym(handle, name) else {
            throw TrainingError(.library, "the library of \(package) has no \(name): another version is installed")
        }
        return unsafe unsafeBitCast(symbol, to: Function.self)
    }
}

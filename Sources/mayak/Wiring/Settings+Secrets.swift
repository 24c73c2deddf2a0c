import Platform

extension Settings {
    /// The files that secrets were read from.
    var secretFiles: [String] {
        var files: [String] = []
        for shown in shown where shown.declaration.isSecret {
            if case .file(let name, _) = shown.origin, !files.contains(name) { files.append(name) }
        }
        if let key = general.keyFile { files.append(key) }
        return files
    }

    /// Those of them that other users of this machine may read.
    var openSecretFiles: [String] { secretFiles.filter(PrivateFile.isOpenToOthers) }

    /// Says which files with secrets are open to others.
    func warnOfOpenFiles(_ log: Log) {
        for path in openSecretFiles {
            log.warning("File with secrets can be read by other users: run chmod 600 on it", ["path": path])
        }
    }
}

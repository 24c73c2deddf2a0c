import Platform

/// The folder where pictures lie while they are delivered (seed 002's `static`); losing one only costs a log line.
struct PlotFolder: Sendable {
    let path: String
    let log: Log

    /// Writes the pictures; returns the paths of those that were written.
    func keep(_ files: [UploadFile]) -> [String] {
        files.compactMap { file in
            let place = "\(path)/\(file.name)"
            do {
                try makeFolder(for: place)
                try FileBytes.replace(place, file.bytes)
                return place
            } catch {
                log.warning("Picture not kept", ["path": place, "error": "\(error)"])
                return nil
            }
        }
    }

    func remove(_ paths: [String]) {
        for path in paths {
            do {
                try FileBytes.remove(path)
            } catch {
                log.warning("Picture not removed", ["path": path, "error": "\(error)"])
            }
        }
    }
}

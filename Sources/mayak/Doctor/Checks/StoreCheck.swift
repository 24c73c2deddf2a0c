import Glibc
import Platform
import Store

/// The store: sound, of this version, writable.
enum StoreCheck {
    static let check = DoctorCheck("store", limit: .seconds(20)) { room in
        let path = room.settings.general.storePath
        return [judge(await DoctorQueue().run { look(path, isThorough: true) }, path: path)]
    }

    /// What could be seen of the file.
    enum Sight: Hashable, Sendable {
        case absent(folderIsWritable: Bool)
        case readable(StoreLook)
        case broken(String)
    }

    static func look(_ path: String, isThorough: Bool) -> Sight {
        guard FileBytes.exists(path) else { return .absent(folderIsWritable: mayMake(path)) }
        do {
            return .readable(try StoreFile(path: path).look(isThorough: isThorough))
        } catch {
            return .broken("\(error)")
        }
    }

    /// True when the nearest folder that is there may be written to.
    private static func mayMake(_ path: String) -> Bool {
        var folder = path[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            let name = folder.isEmpty ? "/" : String(folder)
            if FileBytes.exists(name) { return access(name, W_OK | X_OK) == 0 }
        }
        return access(".", W_OK | X_OK) == 0
    }

    static func judge(_ sight: Sight, path: String) -> Finding {
        let restore = Said("mayak db check; mayak db restore КОПИЯ", "mayak db check; mayak db restore BACKUP")
        switch sight {
        case .absent(true):
            return .ok(Said("\(path) ещё нет, появится при запуске", "\(path) is not there yet, the start makes it"))
        case .absent(false):
            return .fail(
                Said("\(path): здесь нельзя создать файл", "\(path): no file can be made here"),
                Said("дайте права на папку или укажите MAYAK_STORE", "give rights to the folder, or set MAYAK_STORE"),
                isConfiguration: true
            )
        case .broken(let words):
            return .fail(Said("не читается: \(words)", "cannot be read: \(words)"), restore)
        case .readable(let look):
            if let problem = look.problem {
                return .fail(Said("повреждён: \(problem)", "damaged: \(problem)"), restore)
            }
            let versions = "\(look.schemaVersion) / \(look.knownSchemaVersion)"
            if look.schemaVersion > look.knownSchemaVersion {
                return .fail(
                    Said(
                        "записан более новой версией (схема \(versions))",
                        "written by a newer version (schema \(versions))"
                    ),
                    Said("запустите новую версию или восстановите копию", "run the newer version, or restore a backup")
                )
            }
            if !look.isWritable {
                return .fail(
                    Said("\(path): запись запрещена", "\(path): may not be written to"),
                    Said("исправьте владельца и права файла и папки", "correct owner and rights of file and folder")
                )
            }
            let size = "\(look.bytes / 1_024) kB"
            if look.schemaVersion < look.knownSchemaVersion {
                return .warn(
                    Said(
                        "схема \(versions), обновится при запуске",
                        "schema \(versions), the start brings it up to date"
                    ),
                    Said("сначала mayak db backup", "first mayak db backup")
                )
            }
            return .ok(
                Said("цел, схема \(look.schemaVersion), \(size)", "sound, schema \(look.schemaVersion), \(size)")
            )
        }
    }
}

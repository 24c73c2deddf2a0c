package import Market
package import Platform

/// `checkpoint.json` and its emergency copy, `checkpoint.emergency.json`: the one before.
///
/// A file ends with a checksum of all that stands before it. Each is put in its place in one step, so that a crash leaves the old or the
/// new one. Where the newest cannot be used, the emergency copy is, and the journal fills in what has happened since.
package struct CheckpointFile: Sendable {
    package let path: String
    package let emergencyPath: String

    /// What was found at a start.
    package enum Found: Sendable {
        /// There is no file: the journal alone says what was.
        case nothing
        /// - Parameter damage: of the newest file, where the emergency copy had to do.
        case checkpoint(Checkpoint, damage: String?)
        /// Neither file can be used; the journal has to be read from its first record.
        case unusable(String)
    }

    /// - Parameter folder: has to be there.
    package init(folder: String) {
        path = "\(folder)/checkpoint.json"
        emergencyPath = "\(folder)/checkpoint.emergency.json"
    }

    /// The records of the journal behind that of the returned number are still needed: the emergency copy is older than the checkpoint.
    ///
    /// - Throws: `FileError`; the files that were there are still good then.
    package func save(_ checkpoint: Checkpoint, partsPerLot: Int64 = 1) throws(FileError) {
        var bytes = checkpoint.json(partsPerLot: partsPerLot).bytes
        bytes.removeLast()
        bytes += Self.seal(of: bytes)
        // What is replaced lives on, unless it is damaged: then the older copy is the better one.
        if FileBytes.exists(path) {
            let old = try FileBytes.read(path, limit: Self.largest)
            if Self.content(of: old) != nil { try FileBytes.replace(emergencyPath, old) }
        }
        try FileBytes.replace(path, bytes)
    }

    package func load(_ instruments: InstrumentTable, _ limits: RiskLimits) -> Found {
        var damage: [String] = []
        for place in [path, emergencyPath] where FileBytes.exists(place) {
            switch Self.read(place, instruments, limits) {
            case .success(let checkpoint): return .checkpoint(checkpoint, damage: damage.first)
            case .failure(let error): damage.append("\(place): \(error)")
            }
        }
        return damage.isEmpty ? .nothing : .unusable(damage.joined(separator: "; "))
    }

    // MARK: Inner

    /// Far more than thousands of orders need.
    private static let largest = 64 << 20

    private static func read(
        _ path: String,
        _ instruments: InstrumentTable,
        _ limits: RiskLimits
    ) -> Result<Checkpoint, RecordError> {
        do throws(FileError) {
            guard let content = content(of: try FileBytes.read(path, limit: largest)) else {
                return .failure(RecordError("its checksum does not fit: it was cut or changed"))
            }
            return Result { () throws(RecordError) in
                let json: JSON
                do throws(JSONError) {
                    json = try JSON.parse(content)
                } catch {
                    throw RecordError("is no JSON: \(error)")
                }
                return try Checkpoint(json, instruments, mostOrdersPerMinute: limits.maxOrdersPerMinute)
            }
        } catch {
            return .failure(RecordError("\(error)"))
        }
    }

    /// The end of a file: its last member, the CRC-32C of everything before the comma.
    private static func seal(of bytes: [UInt8]) -> [UInt8] {
        let digits = String(CRC32C.of(bytes), radix: 16)
        return Array(",\"checksum\":\"\(String(repeating: "0", count: 8 - digits.utf8.count))\(digits)\"}\n".utf8)
    }

    /// The JSON of a file without its checksum; nil where that does not fit.
    private static func content(of file: [UInt8]) -> [UInt8]? {
        let length = seal(of: []).count
        guard file.count > length else { return nil }
        let bytes = Array(file.dropLast(length))
        return Array(file.suffix(length)) == seal(of: bytes) ? bytes + [UInt8(ascii: "}")] : nil
    }
}

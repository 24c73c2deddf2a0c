/// A file that was uploaded to the embedded Telegram.
package struct StoredFile: Hashable, Sendable {
    package let id: String
    let uniqueID: String
    /// Below `/file/bot<token>/`.
    package let path: String
    package let name: String
    package let contentType: String
    package let bytes: [UInt8]
    /// Pixels; nil for what is no picture.
    package let size: PictureSize?
}

/// Width and height of a picture, read from its header.
package struct PictureSize: Hashable, Sendable {
    package let width: Int
    package let height: Int

    /// Reads PNG, JPEG, GIF and BMP headers; nil for anything else or a broken header.
    init?(_ bytes: [UInt8]) {
        func big(_ at: Int) -> Int { Int(bytes[at]) << 8 | Int(bytes[at + 1]) }
        func little(_ at: Int) -> Int { Int(bytes[at + 1]) << 8 | Int(bytes[at]) }
        if bytes.count >= 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            width = big(16) << 16 | big(18)
            height = big(20) << 16 | big(22)
        } else if bytes.count >= 10, bytes.starts(with: Array("GIF8".utf8)) {
            width = little(6)
            height = little(8)
        } else if bytes.count >= 26, bytes.starts(with: Array("BM".utf8)) {
            width = little(18)
            height = little(22)
        } else if let frame = Self.jpegFrame(bytes) {
            height = big(frame + 5)
            width = big(frame + 7)
        } else {
            return nil
        }
        guard width > 0, height > 0 else { return nil }
    }

    /// Where the start-of-frame segment begins.
    private static func jpegFrame(_ bytes: [UInt8]) -> Int? {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var index = 2
        while index + 9 < bytes.count, bytes[index] == 0xFF {
            let marker = bytes[index + 1]
            if (0xC0...0xCF).contains(marker), marker != 0xC4, marker != 0xC8, marker != 0xCC { return index }
            index += 2 + Int(bytes[index + 2]) << 8 + Int(bytes[index + 3])
        }
        return nil
    }
}

import Platform

extension WebResponse {
    /// A file that somebody uploaded, so that nothing in it can run: a picture as a picture, all else to be saved.
    ///
    /// The type that the sender gave is not used: HTML, SVG and XML run scripts with the rights of the page.
    ///
    /// - Parameter showsPictures: false where the real server gives every file as bytes.
    static func upload(_ file: StoredFile, showsPictures: Bool = true) -> WebResponse {
        let picture = showsPictures ? pictureType(file.bytes) : nil
        return WebResponse(
            headers: [
                ("Content-Type", picture ?? "application/octet-stream"),
                (
                    "Content-Disposition",
                    "\(picture == nil ? "attachment" : "inline"); filename*=UTF-8''\(encoded(file.name))"
                ),
                ("Content-Security-Policy", "default-src 'none'; sandbox"), ("X-Content-Type-Options", "nosniff"),
            ],
            body: file.bytes
        )
    }

    /// By its first bytes.
    private static func pictureType(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: Array("GIF87a".utf8)) || bytes.starts(with: Array("GIF89a".utf8)) { return "image/gif" }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            return "image/webp"
        }
        return nil
    }

    /// RFC 8187: every byte that is no letter, digit, dot, dash or underscore as `%XX`.
    private static func encoded(_ name: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        for byte in name.bounded(to: 200).utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                text.append(byte)
            default:
                text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

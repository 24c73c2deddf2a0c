/// OpenSSL's contexts for one Fernet key, made once: to look an algorithm up by its name takes longer than to use it on a
/// short message.
///
/// For one thread at a time: who shares it keeps it in a ``Lock``.
final class FernetCipher {
    private let encryption: AESContext
    private let decryption: AESContext
    private let signing: HMACContext

    /// - Parameters: 16 bytes each.
    init(signingKey: [UInt8], encryptionKey: [UInt8]) throws(FernetError) {
        encryption = try AESContext(encrypts: true, key: encryptionKey)
        decryption = try AESContext(encrypts: false, key: encryptionKey)
        signing = try HMACContext(key: signingKey)
    }

    /// How long a token is.
    static func size(header: Int, message: Int) -> Int {
        header + (message / 16 + 1) * 16 + 32
    }

    /// Writes behind the header the message encrypted, and 32 bytes of signature over both.
    ///
    /// - Parameters:
    ///   - token: As long as ``size(header:message:)`` says.
    ///   - header: Bytes that are there already; the last 16 are the IV.
    func seal(_ message: [UInt8], in token: inout [UInt8], header: Int) throws(FernetError) {
        let signed = token.count - 32
        try token.withUnsafeMutableBufferPointer { token throws(FernetError) in
            let body = UnsafeMutableBufferPointer(rebasing: token[header...])
            let iv = UnsafeBufferPointer(rebasing: token[header - 16..<header])
            let count = try message.withUnsafeBufferPointer { message throws(FernetError) in
                try encryption.run(message, iv: iv, into: body)
            }
            guard header + count == signed else { throw OpenSSL.failure("AES-128-CBC") }
            try signing.sign(
                UnsafeBufferPointer(rebasing: token[..<signed]),
                into: UnsafeMutableBufferPointer(rebasing: token[signed...])
            )
        }
    }

    /// Whether the last 32 bytes are the signature of those before them.
    ///
    /// - Parameter token: At least 32 bytes.
    func isSigned(_ token: [UInt8]) throws(FernetError) -> Bool {
        var code = [UInt8](repeating: 0, count: 32)
        return try token.withUnsafeBufferPointer { token throws(FernetError) in
            let end = token.count - 32
            try code.withUnsafeMutableBufferPointer { code throws(FernetError) in
                try signing.sign(UnsafeBufferPointer(rebasing: token[..<end]), into: code)
            }
            return OpenSSL.isEqual(code, UnsafeBufferPointer(rebasing: token[end...]))
        }
    }

    /// The message of a token whose signature was found right.
    ///
    /// - Throws: ``FernetError`` of kind `badPadding`.
    func message(of token: [UInt8], header: Int) throws(FernetError) -> [UInt8] {
        let size = token.count - 32 - header
        var message = [UInt8](repeating: 0, count: size + 16)
        let count = try message.withUnsafeMutableBufferPointer { message throws(FernetError) in
            try token.withUnsafeBufferPointer { token throws(FernetError) in
                try decryption.run(
                    UnsafeBufferPointer(rebasing: token[header..<header + size]),
                    iv: UnsafeBufferPointer(rebasing: token[(header - 16)..<header]),
                    into: message
                )
            }
        }
        message.removeLast(message.count - count)
        return message
    }
}

package import Market

/// Encrypts and authenticates messages as Fernet tokens.
///
/// AES-128-CBC under one half of the key, then HMAC-SHA256 under the other over everything before it.
///
/// - Source: the published Fernet specification, version 0x80 (github.com/fernet/spec, `Spec.md`).
package struct Fernet: Sendable {
    private let cipher: Lock<FernetCipher>

    /// - Parameter key: 32 bytes in base64url, 44 characters.
    /// - Throws: ``FernetError`` of kind `badKey`, or `library`.
    package init(key: Secret<String>) throws(FernetError) {
        guard let bytes = Base64.urlSafe.decode(key.reveal()), bytes.count == 32 else {
            throw FernetError(
                .badKey,
                "a Fernet key is 32 bytes in URL-safe base64 (44 characters); make one with 'mayak keygen'"
            )
        }
        cipher = Lock(try FernetCipher(signingKey: Array(bytes[..<16]), encryptionKey: Array(bytes[16...])))
    }

    /// A new random key in its text form.
    package static func makeKey() throws(FernetError) -> Secret<String> {
        Secret(Base64.urlSafe.encode(try SystemRandom.bytes(32)))
    }

    /// - Parameter now: Recorded in the token, in whole seconds.
    /// - Throws: ``FernetError`` of kind `tooLarge` above ``largestMessage`` bytes, or `library`.
    package func encrypt(_ message: [UInt8], now: Timestamp) throws(FernetError) -> String {
        try encrypt(message, now: now, iv: try SystemRandom.bytes(16))
    }

    /// With a chosen IV, for the specification's vectors only: an IV must never be used twice.
    func encrypt(_ message: [UInt8], now: Timestamp, iv: [UInt8]) throws(FernetError) -> String {
        guard message.count <= Self.largestMessage else {
            throw FernetError(.tooLarge, "the message has \(message.count) bytes, more than \(Self.largestMessage)")
        }
        precondition(iv.count == 16, "an IV has 16 bytes")
        let size = FernetCipher.size(header: Self.headerSize, message: message.count)
        var token = [UInt8](repeating: 0, count: size)
        token[0] = Self.version
        let seconds = UInt64(max(0, now.seconds))
        for index in 0..<8 { token[1 + index] = UInt8(truncatingIfNeeded: seconds >> UInt64(56 - 8 * index)) }
        for index in 0..<16 { token[9 + index] = iv[index] }
        try cipher.withLock { cipher throws(FernetError) in
            try cipher.seal(message, in: &token, header: Self.headerSize)
        }
        return Base64.urlSafe.encode(token)
    }

    /// Checks a token in the specification's order and returns its message.
    ///
    /// Nothing is decrypted before the signature is found right. Only with a `ttl` does the time matter: the token must
    /// not be older than it, nor more than 60 s newer than `now`.
    ///
    /// - Parameter ttl: Longest age, in seconds.
    /// - Throws: ``FernetError`` saying which check failed.
    package func decrypt(_ token: String, ttl: UInt64? = nil, now: Timestamp) throws(FernetError) -> [UInt8] {
        guard token.utf8.count <= Self.largestToken else {
            throw FernetError(.tooLarge, "the token has more than \(Self.largestToken) characters")
        }
        guard let bytes = Base64.urlSafe.decode(token) else {
            throw FernetError(.malformed, "the token is not strict URL-safe base64 with padding")
        }
        guard bytes.first == Self.version else {
            throw FernetError(
                .unknownVersion,
                bytes.isEmpty ? "the token is empty" : "the token does not start with version 0x80"
            )
        }
        // Version 1, timestamp 8, IV 16, at least one block of 16, HMAC 32.
        guard bytes.count >= 73, (bytes.count - 57).isMultiple(of: 16) else {
            throw FernetError(.malformed, "the token's length of \(bytes.count) bytes is not that of any message")
        }
        if let ttl { try check(timestamp: bytes[1..<9].reduce(0) { $0 << 8 | UInt64($1) }, ttl: ttl, now: now) }
        return try cipher.withLock { cipher throws(FernetError) in
            guard try cipher.isSigned(bytes) else {
                throw FernetError(
                    .wrongSignature,
                    "the token's signature is wrong: another key made it, or it was altered"
                )
            }
            return try cipher.message(of: bytes, header: Self.headerSize)
        }
    }

    private func check(timestamp: UInt64, ttl: UInt64, now: Timestamp) throws(FernetError) {
        let now = UInt64(max(0, now.seconds))
        let (end, overflow) = timestamp.addingReportingOverflow(ttl)
        if !overflow, end < now {
            throw FernetError(.expired, "the token is \(now - timestamp) s old, more than \(ttl) s")
        }
        if now + Self.largestSkew < timestamp {
            throw FernetError(
                .fromTheFuture,
                "the token was made \(timestamp - now) s after now; more than \(Self.largestSkew) s is refused"
            )
        }
    }

    /// Unit: bytes.
    package static let largestMessage = 1 << 20
    private static let largestToken = (largestMessage + 128) / 3 * 4
    private static let version: UInt8 = 0x80
    /// Version, time and IV.
    private static let headerSize = 25
    /// Unit: seconds.
    private static let largestSkew: UInt64 = 60
}

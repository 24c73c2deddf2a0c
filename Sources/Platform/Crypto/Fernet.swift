package import Market

/// Encrypts and authenticates messages as Fernet tokens.
///
/// AES-128-CBC under one half of the key, then HMAC-SHA256 under the other over everything before it.
///
/// - Source: the published Fernet specification, version 0x80 (github.com/fernet/spec, `Spec.md`).
package struct Fernet: Sendable {
    private let signingKey: Secret<[UInt8]>
    private let encryptionKey: Secret<[UInt8]>

    /// - Parameter key: 32 bytes in base64url, 44 characters.
    /// - Throws: ``FernetError`` of kind `badKey`.
    package init(key: Secret<String>) throws(FernetError) {
        guard let bytes = Base64.urlSafe.decode(key.reveal()), bytes.count == 32 else {
            throw FernetError(
                .badKey,
                "a Fernet key is 32 bytes in URL-safe base64 (44 characters); make one with 'mayak keygen'"
            )
        }
        signingKey = Secret(Array(bytes[..<16]))
        encryptionKey = Secret(Array(bytes[16...]))
    }

    /// A new random key in its text form.
    package static func makeKey() throws(FernetError) -> Secret<String> {
        Secret(Base64.urlSafe.encode(try OpenSSL.randomBytes(32)))
    }

    /// - Parameter now: Recorded in the token, in whole seconds.
    /// - Throws: ``FernetError`` of kind `tooLarge` above ``largestMessage`` bytes, or `library`.
    package func encrypt(_ message: [UInt8], now: Timestamp) throws(FernetError) -> String {
        try encrypt(message, now: now, iv: try OpenSSL.randomBytes(16))
    }

    /// With a chosen IV, for the specification's vectors only: an IV must never be used twice.
    func encrypt(_ message: [UInt8], now: Timestamp, iv: [UInt8]) throws(FernetError) -> String {
        guard message.count <= Self.largestMessage else {
            throw FernetError(.tooLarge, "the message has \(message.count) bytes, more than \(Self.largestMessage)")
        }
        let seconds = UInt64(max(0, now.seconds))
        var token = [Self.version]
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            token.append(UInt8(truncatingIfNeeded: seconds >> shift))
        }
        token += iv
        token += try OpenSSL.aes128CBC(.encrypt, key: encryptionKey.reveal(), iv: iv, message)
        token += try OpenSSL.hmacSHA256(key: signingKey.reveal(), token)
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
        let signed = Array(bytes.dropLast(32))
        guard OpenSSL.isEqual(try OpenSSL.hmacSHA256(key: signingKey.reveal(), signed), Array(bytes.suffix(32))) else {
            throw FernetError(.wrongSignature, "the token's signature is wrong: another key made it, or it was altered")
        }
        return try OpenSSL.aes128CBC(
            .decrypt,
            key: encryptionKey.reveal(),
            iv: Array(signed[9..<25]),
            Array(signed[25...])
        )
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
    /// Unit: seconds.
    private static let largestSkew: UInt64 = 60
}

import CCrypto

/// The few functions of OpenSSL's libcrypto that need no key; those that do are ``AESContext`` and ``HMACContext``.
enum OpenSSL {
    /// SHA-256 (FIPS 180-4); 32 bytes.
    static func sha256(_ message: [UInt8]) throws(FernetError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard EVP_Digest(message, message.count, &digest, &length, EVP_sha256(), nil) == 1, length == 32 else {
            throw failure("SHA-256")
        }
        return digest
    }

    /// SHA-1 (FIPS 180-4); 20 bytes.
    ///
    /// Broken as a signature, and what the WebSocket handshake is defined by.
    static func sha1(_ message: [UInt8]) throws(FernetError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        var length: UInt32 = 0
        guard EVP_Digest(message, message.count, &digest, &length, EVP_sha1(), nil) == 1, length == 20 else {
            throw failure("SHA-1")
        }
        return digest
    }

    /// Compares in a time that depends on the length only.
    static func isEqual(_ left: [UInt8], _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right.baseAddress, left.count) == 0
    }

    static func failure(_ function: String) -> FernetError {
        let code = ERR_get_error()
        ERR_clear_error()
        return FernetError(.library, "OpenSSL's \(function) failed with code \(code)")
    }
}

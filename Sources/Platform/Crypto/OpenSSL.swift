import CCrypto

/// The few functions of OpenSSL's libcrypto that Fernet and one-time codes need.
enum OpenSSL {
    /// HMAC with SHA-256 (RFC 2104); 32 bytes.
    static func hmacSHA256(key: [UInt8], _ message: [UInt8]) throws(FernetError) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let result = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &length)
        guard result != nil, length == 32 else { throw failure("HMAC-SHA256") }
        return code
    }

    /// SHA-256 (FIPS 180-4); 32 bytes.
    static func sha256(_ message: [UInt8]) throws(FernetError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard EVP_Digest(message, message.count, &digest, &length, EVP_sha256(), nil) == 1, length == 32 else {
            throw failure("SHA-256")
        }
        return digest
    }

    /// Compares in a time that depends on the length only.
    static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }

    /// Bytes from the system's cryptographic generator.
    static func randomBytes(_ count: Int) throws(FernetError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw failure("RAND_bytes") }
        return bytes
    }

    enum Direction: Int32 {
        case decrypt = 0
        case encrypt = 1
    }

    /// AES-128 in CBC mode with PKCS #7 padding.
    ///
    /// - Throws: ``FernetError`` of kind `badPadding` when decrypted bytes do not end in a valid padding.
    static func aes128CBC(
        _ direction: Direction,
        key: [UInt8],
        iv: [UInt8],
        _ input: [UInt8]
    ) throws(FernetError) -> [UInt8] {
        precondition(key.count == 16 && iv.count == 16, "AES-128-CBC takes 16 bytes of key and of IV")
        guard let context = EVP_CIPHER_CTX_new() else { throw failure("EVP_CIPHER_CTX_new") }
        defer { EVP_CIPHER_CTX_free(context) }
        guard EVP_CipherInit_ex(context, EVP_aes_128_cbc(), nil, key, iv, direction.rawValue) == 1 else {
            throw failure("EVP_CipherInit_ex")
        }
        var output = [UInt8](repeating: 0, count: input.count + 16)
        var written: Int32 = 0
        guard EVP_CipherUpdate(context, &output, &written, input, Int32(input.count)) == 1 else {
            throw failure("EVP_CipherUpdate")
        }
        var last = [UInt8](repeating: 0, count: 32)
        var lastCount: Int32 = 0
        guard EVP_CipherFinal_ex(context, &last, &lastCount) == 1 else {
            ERR_clear_error()
            throw FernetError(.badPadding, "the decrypted bytes do not end in a valid padding")
        }
        return Array(output.prefix(Int(written))) + last.prefix(Int(lastCount))
    }

    private static func failure(_ function: String) -> FernetError {
        let code = ERR_get_error()
        ERR_clear_error()
        return FernetError(.library, "OpenSSL's \(function) failed with code \(code)")
    }
}

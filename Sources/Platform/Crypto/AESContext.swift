import CCrypto

/// AES-128 in CBC mode with PKCS #7 padding, in one direction under one key.
final class AESContext {
    private let context: OpaquePointer

    init(encrypts: Bool, key: [UInt8]) throws(FernetError) {
        precondition(key.count == 16, "AES-128 takes 16 bytes of key")
        guard let context = EVP_CIPHER_CTX_new() else { throw OpenSSL.failure("EVP_CIPHER_CTX_new") }
        self.context = context
        guard EVP_CipherInit_ex(context, EVP_aes_128_cbc(), nil, key, nil, encrypts ? 1 : 0) == 1 else {
            throw OpenSSL.failure("EVP_CipherInit_ex")
        }
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    /// How many bytes were written.
    ///
    /// - Parameter output: 16 bytes more than the input.
    func run(
        _ input: UnsafeBufferPointer<UInt8>,
        iv: UnsafeBufferPointer<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) throws(FernetError) -> Int {
        precondition(iv.count == 16 && output.count >= input.count + 16, "the buffers are too small")
        guard EVP_CipherInit_ex(context, nil, nil, nil, iv.baseAddress, -1) == 1 else {
            throw OpenSSL.failure("EVP_CipherInit_ex")
        }
        var written: Int32 = 0
        guard EVP_CipherUpdate(context, output.baseAddress, &written, input.baseAddress, Int32(input.count)) == 1 else {
            throw OpenSSL.failure("EVP_CipherUpdate")
        }
        var last: Int32 = 0
        guard EVP_CipherFinal_ex(context, output.baseAddress?.advanced(by: Int(written)), &last) == 1 else {
            ERR_clear_error()
            throw FernetError(.badPadding, "the decrypted bytes do not end in a valid padding")
        }
        return Int(written + last)
    }
}

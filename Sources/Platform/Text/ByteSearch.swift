import Glibc

extension Array<UInt8> {
    /// The place of a byte at or behind `start`, which is not below zero; `endIndex` where there is none.
    ///
    /// The C library looks at many bytes at a time; a loop that does so looks at one.
    package func firstIndex(of byte: UInt8, from start: Int) -> Int {
        guard start < count else { return count }
        return unsafe withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base + start, Int32(byte), count - start)
            else {
                return count
            }
            return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }
}

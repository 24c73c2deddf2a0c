/// A daemon or a connection of libmicrohttpd, to be kept behind a lock.
struct LibraryHandle: @unchecked Sendable {  // The library's own locks protect what is behind the pointer.
    let raw: OpaquePointer
}

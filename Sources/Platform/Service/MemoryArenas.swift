import CShims

/// Has all threads share two of the allocator's arenas; to be called before the first thread starts, by a process that runs for days.
///
/// Otherwise each of a dozen queues' threads keeps what its largest moment took (glibc gives arenas back to nobody): an engine that traded for
/// a day of the clock held 157 MB, of which it used 5 (`bench live`).
package func shareMemoryArenas() {
    cshims_limit_arenas(2)
}

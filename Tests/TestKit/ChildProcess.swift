import Foundation
import Glibc
import Platform

/// A program that runs beside the tests.
///
/// Not Foundation's `Process`: that one hands its descriptors to every child started at the same moment, and then waits,
/// on a thread of the shared pool, until the last of those has ended.
package final class ChildProcess: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Where a standard stream of the child leads.
    package enum Stream {
        case nothing
        case reading(String)
        case writing(String)

        fileprivate var path: String {
            switch self {
            case .nothing: "/dev/null"
            case .reading(let path), .writing(let path): path
            }
        }

        fileprivate var flags: CInt {
            switch self {
            case .nothing: O_RDWR
            case .reading: O_RDONLY
            case .writing: O_WRONLY | O_CREAT | O_APPEND
            }
        }
    }

    package let pid: Int32
    /// The system tells it only once.
    private let ended = Lock<Int32?>(nil)

    /// - Parameters:
    ///   - environment: all of it.
    ///   - streams: standard input, output and error.
    package init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String],
        directory: String,
        streams: (input: Stream, output: Stream, errors: Stream)
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, stream) in [(0, streams.input), (1, streams.output), (2, streams.errors)] as [(CInt, Stream)] {
            posix_spawn_file_actions_addopen(&actions, descriptor, stream.path, stream.flags, 0o644)
        }
        // Glibc's module hides addclosefrom_np; closing one that is not open is no error.
        for descriptor in CInt(3)..<1_024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        // What the test runner ignores or blocks, the child shall not.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        // It hides addchdir_np too; env replaces itself with the program, under the same process number.
        let line = ["env", "-C", directory, program] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
        let settings = environment.merging(Self.sanitizerOptions) { given, _ in given }
        var variables: [UnsafeMutablePointer<CChar>?] = settings.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/usr/bin/env", &actions, &attributes, &words, &variables)
        guard code == 0 else { throw Failure(description: "\(program): \(String(cString: strerror(code)))") }
        pid = child
    }

    /// What `Scripts/sanitize` asks of every process; empty elsewhere.
    private static let sanitizerOptions = ProcessInfo.processInfo.environment.filter { name, _ in
        ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains(name)
    }

    /// A test that failed halfway leaves nothing running, and none leaves a dead child unburied: Swift Testing waits for the
    /// processes of its exit tests by asking for any dead child, and would find that one for ever.
    deinit {
        guard status == nil else { return }
        kill(pid, SIGKILL)
        var raw: CInt = 0
        while waitpid(pid, &raw, 0) == -1, errno == EINTR {}
    }

    package func signal(_ signal: Int32) {
        kill(pid, signal)
    }

    /// The exit code, or the negative number of the signal that ended it; nil while it runs.
    package var status: Int32? {
        ended.withLock { ended in
            var raw: CInt = 0
            if ended == nil, waitpid(pid, &raw, WNOHANG) == pid {
                ended = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : -(raw & 0x7F)
            }
            return ended
        }
    }
}

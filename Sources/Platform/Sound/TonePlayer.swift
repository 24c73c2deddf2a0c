import CShims
import FoundationEssentials
import Glibc

/// Makes a tone heard where the process runs: by ALSA's `aplay` where the machine has a sound device, by the terminal's bell else.
///
/// A tone that comes while another is heard is left out: two at once say no more than one.
package actor TonePlayer {
    private let executor = QueueExecutor(label: "mayak.sound")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package enum Way: Hashable, Sendable {
        /// A program that plays a WAV file, its path the only argument.
        case program(String)
        /// The bell of a terminal, by its descriptor.
        case bell(Int32)
        /// Nobody would hear it.
        case none
    }

    package let way: Way
    private let isPlaying = Lock(false)

    package init(_ way: Way = TonePlayer.atHand()) {
        self.way = way
    }

    /// What this machine has.
    package static func atHand(devices: String = "/dev/snd", search path: String? = nil) -> Way {
        let folders = (path ?? getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
        // No such folder: a machine without sound. A name such as `pcmC0D0p` plays; one that ends in `c` records.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: devices)) ?? []
        let plays = names.contains { $0.hasPrefix("pcm") && $0.hasSuffix("p") }
        if plays, let folder = folders.first(where: { access("\($0)/aplay", X_OK) == 0 }) {
            return .program("\(folder)/aplay")
        }
        return isatty(STDERR_FILENO) == 1 ? .bell(STDERR_FILENO) : .none
    }

    /// Returns at once.
    package nonisolated func play(_ tone: Tone) {
        guard way != .none else { return }
        let isFirst = isPlaying.withLock { isPlaying in
            defer { isPlaying = true }
            return !isPlaying
        }
        if isFirst { Task { await self.sound(tone) } }
    }

    /// Until it has been heard; on a queue of its own.
    private func sound(_ tone: Tone) {
        defer { isPlaying.withLock { $0 = false } }
        do throws(FileError) {
            switch way {
            case .none: return
            case .bell(let terminal): try FileBytes.write([7], to: terminal, named: "terminal")
            case .program(let path):
                let folder = try TemporaryFolder(prefix: "tone")
                let file = "\(folder.path)/tone.wav"
                try FileBytes.create(file, tone.wave)
                run(path, file)
            }
        } catch {
            // What is heard is in the log and in the chat already; nothing waits for its sound.
            return
        }
    }

    private func run(_ program: String, _ file: String) {
        var child = pid_t()
        guard cshims_spawn(program, file, &child) == 0 else { return }
        while waitpid(child, nil, 0) == -1, errno == EINTR {}
    }
}

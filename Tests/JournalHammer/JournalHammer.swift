import Glibc
import Platform

/// A process for the tests of the journal: it appends until it is killed.
///
/// Not part of the product. It says on standard output, one line each, which records have been acknowledged; a record's
/// payload is its own number and then as many bytes as that number says, so that a test can check it.
///
/// With `--folder` it makes a temporary folder instead, says where, and keeps it until it is killed.
@main
enum JournalHammer {
    static func main() async throws {
        let words = CommandLine.arguments
        if words.count == 3, words[1] == "--folder" { return try keepFolder(words[2]) }
        guard words.count == 3, let writers = Int(words[2]) else {
            print("usage: journal-hammer FOLDER WRITERS | --folder PREFIX")
            exit(64)
        }
        var options = Journal.Options()
        options.segmentBytes = 200_000
        let journal = try Journal(folder: words[1], options: options)
        say("open \(journal.recovery.next) \(journal.recovery.cut?.bytes ?? 0)")
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    var count = 0
                    while true {
                        let text = "\(writer).\(count) " + String(repeating: "x", count: (writer * 37 + count) % 400)
                        do {
                            say("done \(try await journal.append(Array(text.utf8))) \(writer).\(count)")
                        } catch {
                            say("failed \(error)")
                            return
                        }
                        count += 1
                    }
                }
            }
        }
    }

    private static func keepFolder(_ prefix: String) throws {
        let folder = try TemporaryFolder(prefix: prefix)
        say(folder.path)
        while true { pause() }
    }

    /// One system call, so that nothing said is lost in a buffer and lines of several tasks do not mix.
    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        if write(STDOUT_FILENO, bytes, bytes.count) < 0 { exit(1) }
    }
}

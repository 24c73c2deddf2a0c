/// A shell that completes what a person begins to write.
enum Shell: String, CaseIterable {
    case bash, zsh, fish

    /// The script that the shell reads; the same for the same commands.
    func completions(_ tree: CommandTree) -> String {
        let body =
            switch self {
            case .bash: Self.bash(tree)
            case .zsh: Self.zsh(tree)
            case .fish: Self.fish(tree)
            }
        let head = self == .zsh ? "#compdef mayak\n" : ""
        return "\(head)# Made by `mayak completions \(rawValue)`.\n\(body)\n"
    }

    /// In single quotes, as all of them read them.
    static func quoted(_ text: String) -> String {
        "'\(text.replacing("'", with: "'\\''"))'"
    }

    /// Bash shows words alone; the longest name of a command that the line begins with says which.
    private static func bash(_ tree: CommandTree) -> String {
        let words = tree.places.map { place in
            "        [\(quoted("mayak \(place.key)"))]=\(quoted(place.choices.map(\.word).joined(separator: " ")))"
        }
        let values = tree.places.flatMap { place in
            place.choices.compactMap { choice -> String? in
                guard case .oneOf(let words)? = choice.value else { return nil }
                return
                    "        [\(quoted("mayak \(place.key) \(choice.word)"))]=\(quoted(words.joined(separator: " ")))"
            }
        }
        return """
            _mayak() {
                local current=${COMP_WORDS[COMP_CWORD]} before=() word
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    [[ $word != -* ]] || break
                    before+=("$word")
                done
                local -A words=(
            \(words.joined(separator: "\n"))
                )
                local -A values=(
            \(values.joined(separator: "\n"))
                )
                # Bash takes no empty name of a place.
                local place="mayak ${before[*]:0:2}"
                [[ -v words["$place"] ]] || place="mayak ${before[0]-}"
                local option="$place ${COMP_WORDS[COMP_CWORD-1]}"
                if [[ -v values["$option"] ]]; then
                    COMPREPLY=($(compgen -W "${values["$option"]}" -- "$current"))
                    return
                fi
                COMPREPLY=($(compgen -W "${words["$place"]-}" -- "$current"))
                [[ ${#COMPREPLY[@]} -gt 0 || $current == -* ]] || COMPREPLY=($(compgen -f -- "$current"))
            }
            complete -o filenames -F _mayak mayak
            """
    }

    private static func zsh(_ tree: CommandTree) -> String {
        let places = tree.places.map { place in
            let choices = place.choices.map { choice in
                let word = choice.word.replacing(":", with: "\\:")
                return "            \(quoted(choice.summary.isEmpty ? word : "\(word):\(choice.summary)"))"
            }
            return """
                    \(quoted(place.key))) choices=(
                \(choices.joined(separator: "\n"))
                        ) ;;
                """
        }
        let values = tree.places.flatMap { place in
            place.choices.compactMap { choice -> String? in
                guard case .oneOf(let words)? = choice.value else { return nil }
                return
                    "        \(quoted("\(place.key) \(choice.word)"))) compadd -- \(words.joined(separator: " ")); return ;;"
            }
        }
        let keys = tree.places.map { quoted($0.key) }.joined(separator: " ")
        return """
            _mayak() {
                local -a choices places=(\(keys))
                local place="${(j: :)words[2,(CURRENT - 1 < 3 ? CURRENT - 1 : 3)]}"
                (( ${places[(Ie)$place]} )) || place=${words[2]}
                (( CURRENT > 2 )) || place=''
                case "$place ${words[CURRENT-1]}" in
            \(values.joined(separator: "\n"))
                esac
                case "$place" in
            \(places.joined(separator: "\n"))
                esac
                _describe -t words mayak choices
                (( CURRENT == 2 )) || _files
            }
            _mayak "$@"
            """
    }

    private static func fish(_ tree: CommandTree) -> String {
        let lines = tree.places.flatMap { place in
            place.choices.map { choice in
                let option = "-l \(choice.word.drop { $0 == "-" })"
                let what =
                    switch choice.value {
                    case nil: "-f -a \(quoted(choice.word))"
                    case .some(.none): option
                    case .any?: "\(option) -r"
                    case .oneOf(let words)?: "\(option) -x -a \(quoted(words.joined(separator: " ")))"
                    }
                let summary = choice.summary.isEmpty ? "" : " -d \(quoted(choice.summary))"
                return "complete -c mayak -n \(quoted("__mayak_at \(quoted(place.key))")) \(what)\(summary)"
            }
        }
        let keys = tree.places.map { quoted($0.key) }.joined(separator: " ")
        return """
            function __mayak_at
                set -l line (commandline -opc)
                set -e line[1]
                set -l words
                for word in $line
                    string match -q -- '-*' $word; and break
                    set -a words $word
                end
                set -l place (string join ' ' -- $words[1..2])
                contains -- "$place" \(keys); or set place "$words[1]"
                test "$place" = $argv[1]
            end
            \(lines.joined(separator: "\n"))
            """
    }
}

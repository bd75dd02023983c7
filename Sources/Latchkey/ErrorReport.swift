import ArgumentParser
import Vault

/// Maps whatever ends a command to words and an exit status.
enum ErrorReport {
    static func print(_ error: any Error) -> ExitStatus {
        let console = Console(loudness: .normal, environment: ProcessEnvironment.values)
        switch error {
        case let status as ExitStatus:
            return status
        case let failure as CommandFailure:
            console.error(failure.message)
            if let hint = failure.hint { console.hint(hint) }
            return failure.status
        case let error as VaultError:
            console.error(error.sentence)
            if case .locked = error { return .locked }
            return .nothingRan
        case let error as KeyHomeError:
            console.error(error.sentence)
            return .nothingRan
        default:
            let text = Latchkey.fullMessage(for: error)
            if Latchkey.exitCode(for: error).isSuccess {
                console.result(text)
                return .success
            }
            console.plain(text)
            return .badInput
        }
    }
}

import Engine
import Vault

extension Account {
    init?(_ key: ConnectionKey) {
        guard let kind = ProviderKind(rawValue: key.provider) else { return nil }
        self.init(user: key.user.text, kind: kind)
    }
}

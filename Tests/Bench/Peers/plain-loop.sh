#!/usr/bin/env bash
# The job as a loop people write: one person after the other, with gpg, jq and curl.
#
#   plain-loop.sh DATA RECIPIENT ACCOUNTS_URL API_URL
#
# Reads DATA/connections/*.gpg, refreshes the tokens that are over, keeps new refresh tokens, reads
# profiles not read for six hours, writes DATA/status/USER.json. It does what latchkey does and none
# of what latchkey promises: no proof of what was encrypted, no record of what is spent, no sync.
set -euo pipefail
data=$1 recipient=$2 accounts=$3 api=$4
mkdir -p "$data/status"

for file in "$data"/connections/*.gpg; do
  user=$(basename "$file" .gpg)
  status=$data/status/$user.json
  text=$(gpg --batch --quiet --decrypt "$file")
  [ -z "$(find "$status" -mmin -360 2>/dev/null)" ] || continue
  # One jq for all there is to know.
  IFS=$'\t' read -r access ends refresh < <(jq -r '.connections[0].grant |
    [.access_token // "-", .access_expires_at // "-", .refresh_token] | @tsv' <<< "$text")
  if [ "$access" = - ] || [[ "$ends" < "$(date -u +%FT%TZ)" ]]; then
    answer=$(curl --silent --fail --user "$SPOTIFY_CLIENT_ID:$SPOTIFY_CLIENT_SECRET" \
      --data grant_type=refresh_token --data-urlencode "refresh_token=$refresh" \
      "$accounts/api/token")
    access=$(jq -r .access_token <<< "$answer")
    new=$(jq -r '.refresh_token // empty' <<< "$answer")
    if [ -n "$new" ]; then
      jq --arg access "$access" --arg new "$new" \
        '.connections[0].generation += 1
         | .connections[0].grant.access_token = $access
         | .connections[0].grant.refresh_token = $new' <<< "$text" |
        gpg --batch --quiet --yes --trust-model always --encrypt --recipient "$recipient" \
          --output "$file.new"
      mv "$file.new" "$file"
    fi
  fi
  curl --silent --fail --header "Authorization: Bearer $access" "$api/me" |
    jq --arg now "$(date -u +%FT%TZ)" \
      '{ok: true, connection: {id, username: .id, name: .display_name,
        followers: .followers.total, lastSync: $now}}' > "$status.new"
  mv "$status.new" "$status"
done

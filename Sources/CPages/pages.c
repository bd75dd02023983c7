// The static site inside the program: each file of Sources/Site/Pages, taken in by the compiler (C23's
// #embed), so that a binary that was copied anywhere has its pages with it and no step generates code.
// A new page gets its lines here; a test compares the list with the folder.

#include "CPages.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char assets_answer_js[] = {
#embed "../Site/Pages/assets/answer.js"
};

static const unsigned char assets_badge_js[] = {
#embed "../Site/Pages/assets/badge.js"
};

static const unsigned char assets_board_parts_js[] = {
#embed "../Site/Pages/assets/board-parts.js"
};

static const unsigned char assets_board_style_js[] = {
#embed "../Site/Pages/assets/board-style.js"
};

static const unsigned char assets_board_table_js[] = {
#embed "../Site/Pages/assets/board-table.js"
};

static const unsigned char assets_board_js[] = {
#embed "../Site/Pages/assets/board.js"
};

static const unsigned char assets_bytes_js[] = {
#embed "../Site/Pages/assets/bytes.js"
};

static const unsigned char assets_callback_first_js[] = {
#embed "../Site/Pages/assets/callback-first.js"
};

static const unsigned char assets_callback_js[] = {
#embed "../Site/Pages/assets/callback.js"
};

static const unsigned char assets_card_js[] = {
#embed "../Site/Pages/assets/card.js"
};

static const unsigned char assets_connect_js[] = {
#embed "../Site/Pages/assets/connect.js"
};

static const unsigned char assets_connection_js[] = {
#embed "../Site/Pages/assets/connection.js"
};

static const unsigned char assets_context_js[] = {
#embed "../Site/Pages/assets/context.js"
};

static const unsigned char assets_disconnect_js[] = {
#embed "../Site/Pages/assets/disconnect.js"
};

static const unsigned char assets_dom_js[] = {
#embed "../Site/Pages/assets/dom.js"
};

static const unsigned char assets_element_connection_js[] = {
#embed "../Site/Pages/assets/element-connection.js"
};

static const unsigned char assets_element_integrations_js[] = {
#embed "../Site/Pages/assets/element-integrations.js"
};

static const unsigned char assets_format_js[] = {
#embed "../Site/Pages/assets/format.js"
};

static const unsigned char assets_fragment_js[] = {
#embed "../Site/Pages/assets/fragment.js"
};

static const unsigned char assets_handover_js[] = {
#embed "../Site/Pages/assets/handover.js"
};

static const unsigned char assets_icon_svg[] = {
#embed "../Site/Pages/assets/icon.svg"
};

static const unsigned char assets_icons_js[] = {
#embed "../Site/Pages/assets/icons.js"
};

static const unsigned char assets_index_rows_js[] = {
#embed "../Site/Pages/assets/index-rows.js"
};

static const unsigned char assets_invitation_js[] = {
#embed "../Site/Pages/assets/invitation.js"
};

static const unsigned char assets_jwe_js[] = {
#embed "../Site/Pages/assets/jwe.js"
};

static const unsigned char assets_latchkey_js[] = {
#embed "../Site/Pages/assets/latchkey.js"
};

static const unsigned char assets_live_element_js[] = {
#embed "../Site/Pages/assets/live-element.js"
};

static const unsigned char assets_load_js[] = {
#embed "../Site/Pages/assets/load.js"
};

static const unsigned char assets_marks_js[] = {
#embed "../Site/Pages/assets/marks.js"
};

static const unsigned char assets_message_js[] = {
#embed "../Site/Pages/assets/message.js"
};

static const unsigned char assets_pages_css[] = {
#embed "../Site/Pages/assets/pages.css"
};

static const unsigned char assets_person_js[] = {
#embed "../Site/Pages/assets/person.js"
};

static const unsigned char assets_place_js[] = {
#embed "../Site/Pages/assets/place.js"
};

static const unsigned char assets_private_js[] = {
#embed "../Site/Pages/assets/private.js"
};

static const unsigned char assets_session_js[] = {
#embed "../Site/Pages/assets/session.js"
};

static const unsigned char assets_strings_js[] = {
#embed "../Site/Pages/assets/strings.js"
};

static const unsigned char assets_style_js[] = {
#embed "../Site/Pages/assets/style.js"
};

static const unsigned char auth_callback_html[] = {
#embed "../Site/Pages/auth/callback.html"
};

static const unsigned char index_html[] = {
#embed "../Site/Pages/index.html"
};

static const unsigned char integrations_html[] = {
#embed "../Site/Pages/integrations.html"
};

#define PAGE(path, bytes) {path, bytes, sizeof(bytes)}

static const struct latchkey_page pages[] = {
    PAGE("assets/answer.js", assets_answer_js),
    PAGE("assets/badge.js", assets_badge_js),
    PAGE("assets/board-parts.js", assets_board_parts_js),
    PAGE("assets/board-style.js", assets_board_style_js),
    PAGE("assets/board-table.js", assets_board_table_js),
    PAGE("assets/board.js", assets_board_js),
    PAGE("assets/bytes.js", assets_bytes_js),
    PAGE("assets/callback-first.js", assets_callback_first_js),
    PAGE("assets/callback.js", assets_callback_js),
    PAGE("assets/card.js", assets_card_js),
    PAGE("assets/connect.js", assets_connect_js),
    PAGE("assets/connection.js", assets_connection_js),
    PAGE("assets/context.js", assets_context_js),
    PAGE("assets/disconnect.js", assets_disconnect_js),
    PAGE("assets/dom.js", assets_dom_js),
    PAGE("assets/element-connection.js", assets_element_connection_js),
    PAGE("assets/element-integrations.js", assets_element_integrations_js),
    PAGE("assets/format.js", assets_format_js),
    PAGE("assets/fragment.js", assets_fragment_js),
    PAGE("assets/handover.js", assets_handover_js),
    PAGE("assets/icon.svg", assets_icon_svg),
    PAGE("assets/icons.js", assets_icons_js),
    PAGE("assets/index-rows.js", assets_index_rows_js),
    PAGE("assets/invitation.js", assets_invitation_js),
    PAGE("assets/jwe.js", assets_jwe_js),
    PAGE("assets/latchkey.js", assets_latchkey_js),
    PAGE("assets/live-element.js", assets_live_element_js),
    PAGE("assets/load.js", assets_load_js),
    PAGE("assets/marks.js", assets_marks_js),
    PAGE("assets/message.js", assets_message_js),
    PAGE("assets/pages.css", assets_pages_css),
    PAGE("assets/person.js", assets_person_js),
    PAGE("assets/place.js", assets_place_js),
    PAGE("assets/private.js", assets_private_js),
    PAGE("assets/session.js", assets_session_js),
    PAGE("assets/strings.js", assets_strings_js),
    PAGE("assets/style.js", assets_style_js),
    PAGE("auth/callback.html", auth_callback_html),
    PAGE("index.html", index_html),
    PAGE("integrations.html", integrations_html),
};

const struct latchkey_page *latchkey_page_at(size_t number) {
    return number < sizeof(pages) / sizeof(pages[0]) ? &pages[number] : NULL;
}

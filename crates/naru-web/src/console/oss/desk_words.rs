//! Words of the question-and-answer desk.

use naru_base::texts;

texts! {
    tab { ko: "묻고 답하기", en: "Questions" }
    title { ko: "오픈소스 묻고 답하기", en: "Questions about open source" }
    lead {
        ko: "기관이 묻고 운영기관의 오픈소스 담당이 답합니다. 도움이 될 답은 누가 물었는지 밝히지 않고 모두에게 공개합니다.",
        en: "Institutions ask; the operator’s open-source office answers. Helpful answers are published without naming the institution."
    }
    lead_own(n: &str) { ko: "우리 기관의 물음 {n}건이 답을 기다립니다.", en: "Questions of yours that wait for an answer:\u{a0}{n}." }
    lead_own_none { ko: "답을 기다리는 우리 기관의 물음이 없습니다.", en: "No question of yours waits for an answer." }
    lead_all(n: &str) { ko: "답을 기다리는 물음이 {n}건 있습니다.", en: "Questions that wait for an answer:\u{a0}{n}." }
    ours { ko: "우리 기관", en: "yours" }
    search_label { ko: "안내서, 답변, 구성요소에서 찾기", en: "Search the guide, the answers and the components" }
    search { ko: "찾기", en: "Find" }
    found_guide { ko: "안내서", en: "The guide" }
    found_questions { ko: "물음과 답", en: "Questions and answers" }
    found_components { ko: "쓰고 있는 구성요소", en: "Components in use" }
    found_none { ko: "맞는 것이 없습니다.", en: "Nothing matches." }
    ask_first { ko: "없으면 아래에서 물어보십시오.", en: "Ask below if nothing helps." }
    turn_mine { ko: "물은 기관이 답을 기다립니다. 아래에서 답하십시오.", en: "The institution waits for an answer: give one below." }
    turn_theirs { ko: "운영기관의 오픈소스 담당이 답할 차례입니다.", en: "The operator’s open-source office is to answer." }
    turn_told { ko: "답이 오면 알림함으로 알려 드립니다.", en: "You are told when it does." }
    came_back { ko: "거둔 물음입니다. 더는 답하지 않습니다.", en: "The question was withdrawn. It is not answered any more." }
    which { ko: "어느 것", en: "Which" }
    all { ko: "모두", en: "All" }
    asked { ko: "답을 기다림", en: "to be answered" }
    answered { ko: "답함", en: "answered" }
    withdrawn { ko: "거둠", en: "withdrawn" }
    only_published { ko: "공개한 것", en: "Published" }
    list { ko: "물음", en: "Questions" }
    newest { ko: "새것부터", en: "the newest first" }
    oldest { ko: "오래 기다린 것부터", en: "longest waiting first" }
    only_own { ko: "우리 기관의 물음", en: "Our own" }
    none_asked { ko: "답을 기다리는 물음이 없습니다.", en: "No question is waiting for an answer." }
    none { ko: "이 목록에 물음이 없습니다.", en: "Nothing in this list." }
    question { ko: "물음", en: "Question" }
    whose { ko: "기관", en: "Institution" }
    somebody { ko: "다른 기관", en: "another institution" }
    state { ko: "상태", en: "State" }
    published { ko: "볼 수 있는 곳", en: "Seen by" }
    published_yes { ko: "모든 기관", en: "every institution" }
    published_no { ko: "물은 기관만", en: "only the one that asked" }
    when { ko: "물은 때", en: "Asked" }
    ask_head { ko: "묻기", en: "Ask" }
    ask_effect { ko: "누르면 오픈소스 담당에게 알립니다. 답이 오면 알림함으로 알려 드립니다. 답을 공개할 때는 여기 적은 제목과 물음도 그대로 모든 기관에 보이니, 기관이나 사람을 알 수 있는 말을 적지 마십시오.", en: "The open-source office is told. You are told when the answer comes. If it is published, your title and question are shown to every institution as you wrote them: write nothing that reveals who you are." }
    title_label { ko: "제목", en: "Title" }
    title_help { ko: "5자에서 120자, 한 줄.", en: "One line of 5 to 120 characters." }
    words_label { ko: "물음", en: "Question" }
    words_help { ko: "10자 이상. 무엇을 어떤 형태로 쓰는지 함께 적으면 답이 빠릅니다.", en: "At least 10 characters. Say what is used in which form: the answer comes sooner." }
    ask_submit { ko: "물음을 보내기", en: "Send the question" }
    answers { ko: "답", en: "Answers" }
    answers_note { ko: "가장 새로운 답이 유효합니다", en: "the newest holds" }
    answers_never { ko: "답하기 전에 거두었습니다.", en: "It was withdrawn before anybody answered." }
    answers_none { ko: "아직 답하지 않았습니다.", en: "Not answered yet." }
    earlier { ko: "이전 답", en: "Earlier answer" }
    answer_head { ko: "답하기", en: "Answer" }
    answer_again { ko: "답을 고쳐 다시 답하기", en: "Answer once more" }
    answer_effect { ko: "누르면 물은 기관에 알립니다. 이전 답도 기록에 남습니다.", en: "The institution is told. Earlier answers stay on record." }
    answer_label { ko: "답", en: "Answer" }
    answer_help { ko: "10자 이상. 공개할 답에는 기관을 알 수 있는 말을 적지 않습니다.", en: "At least 10 characters. A published answer must not reveal who asked." }
    for_all { ko: "모두에게 공개: 물은 기관이 적은 제목과 물음도 그대로 보입니다. 누가 물었는지는 보이지 않지만, 글에 드러나지 않는지 먼저 확인하십시오.", en: "Publish to everyone: the title and the question are shown as the institution wrote them. It is not named, but check that its words do not reveal it." }
    answer_submit { ko: "답을 보내기", en: "Send the answer" }
    publish { ko: "물음과 답을 모두에게 공개", en: "Publish the question and its answer" }
    publish_effect { ko: "물은 기관이 적은 제목과 물음이 그대로, 가장 새로운 답과 함께 모든 기관에 보입니다. 누가 물었는지는 보이지 않지만, 글에 드러나지 않는지 먼저 확인하십시오.", en: "The title and the question are shown to every institution as they were written, with the newest answer. Whose it was is not shown, but check that its words do not reveal it." }
    unpublish { ko: "공개 거두기", en: "Take it back from the public" }
    unpublish_effect { ko: "물은 기관만 볼 수 있게 됩니다.", en: "Only the institution that asked sees it." }
    withdraw { ko: "물음 거두기", en: "Withdraw the question" }
    withdraw_effect { ko: "더는 답하지 않습니다. 기록은 남습니다.", en: "It is not answered any more. The record stays." }
}

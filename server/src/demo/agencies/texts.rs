//! Sentences that agencies might write. None names a child, and none is long.

use super::Agency;
use crate::demo::{accounts::PARTNERSHIP, texts::Texts};

/// What agencies write.
pub(super) const AGENCIES: Texts = Texts {
    looked_at: &[
        ("GOV", "The safeguarding report to our board"),
        ("VOICE", "The children's feedback we collect each quarter"),
        ("SPEAK", "The speaking-up route"),
        ("ESCAL", "Our log of professional disagreements"),
        ("INFO", "The sample of recording and sharing decisions"),
        ("LEAD", "The named practitioner's job plan"),
        ("RECRUIT", "The list of checks for staff and volunteers"),
        ("ALLEG", "The log of worries about adults"),
        ("TRAIN", "The training report"),
        ("SUPER", "The supervision record"),
        ("EDI", "Our review of who uses the service"),
        ("RISK", "The sample of referrals"),
        ("EARLY", "The early help tracker"),
        ("ASSESS", "Our sample of assessments"),
        ("PLAN", "The list of plans with their review dates"),
        ("MULTI", "Our record of work with other agencies"),
        ("FAMILY", "The survey of parents and carers"),
        ("ONLINE", "The risk assessment of our online spaces"),
        ("HOTH", "The map of places where young people feel unsafe"),
        ("SAFE", "The walk through our buildings with young people"),
        ("HELP", "The survey of adults whom children trust"),
        ("IMPACT", "The yearly review of what our work changed"),
    ],
    stands: [
        [
            "is checked every quarter by someone from another team",
            "is shared with front-line teams and the board, who act on it within the month",
            "was looked at by a peer agency this year, with the same result as ours",
        ],
        [
            "is up to date and was checked this year",
            "is kept by a named manager, with a deputy who can step in",
            "was read by the senior lead with two teams in the spring",
        ],
        [
            "is in place in some teams and not yet in others",
            "is kept, but nobody has checked it since last year",
            "was started in January, and night and bank staff do not know it yet",
        ],
        [
            "has not been kept since the post fell vacant",
            "is out of date, which we found while filling in this return",
            "does not exist in writing yet",
        ],
    ],
    showed: [
        [
            "Two changes came from it, and young people told us that they had noticed both.",
            "The same sample a year later had no gaps.",
            "Worries now reach the named practitioner on the same day.",
        ],
        [
            "A sample of ten records had one gap, which was put right within the week.",
            "Staff we asked on three sites knew what to do.",
            "The board asked for it again in the autumn, to see what has changed.",
        ],
        [
            "Three of ten records had no outcome written down.",
            "Staff who joined this year were less sure what to do.",
            "We know which teams are behind, and have begun with the most urgent.",
        ],
        [
            "A named manager will put it in place within three months.",
            "It is the first line of our action plan.",
            "The senior lead looks at it each month until it is in place.",
        ],
    ],
    strengths: &[
        "Front-line workers and managers look at one list of worries together each week.",
        "Young people sit on our appointment panels, and two of their questions are now standard.",
        "Disagreements with other agencies are settled at the first step nine times in ten.",
        "Records say what was decided and why, so that a colleague can take over the same day.",
        "Families are offered early help at the first visit, and more of them take it up.",
        "Bank and agency staff have the same induction as everyone else, before their first shift.",
    ],
    successes: &[
        "A sample of ten records next spring has no gaps.",
        "In the next survey nine in ten young people say that someone acted on what they said.",
        "Every worker we ask, on each site, can say what they would do.",
        "The board sees the figures each quarter, and they have got better twice.",
        "Fewer referrals come back for want of information.",
    ],
    remarks: &[
        "We would welcome a visit from an agency that does this well.",
        "We have agreed who does this, and when we look at it again.",
        "This is new for us since our last return.",
        "Two teams tried it first, and the others follow this year.",
    ],
    progress: [
        "A second sample shows that it holds, and children are seen sooner.",
        "Half of our teams work this way; the others start next quarter.",
        "The post that was to lead it was vacant. It goes into the new plan.",
    ],
    not_here: &[
        ("S11-1.3", "We buy and fund no service for children."),
        (
            "S11-2.3",
            "The partnership asked us for none in this period.",
        ),
        ("S11-3.2", "We do no work with individual children."),
        (
            "S11-5.4",
            "No disagreement was escalated in this period, by us or to us.",
        ),
        ("S11-6.2", "We keep no records about individual children."),
        ("S11-6.3", "We were asked for none in this period."),
        ("S11-8.3", "We made no exception in this period."),
        (
            "S11-11.4",
            "No case about an adult was closed in this period.",
        ),
        ("S11-12.3", "We keep no case records about children."),
    ],
    not_here_else: "This is not part of what our service does.",
    jobs: &[
        "Service manager",
        "Named nurse",
        "Safeguarding manager",
        "Practice educator",
        "Team manager",
        "Head of quality",
        "Human resources adviser",
    ],
};

const PRIORITIES: [&str; 3] = [
    "Children can say what we did with what they told us, in every team.",
    "Supervision happens as planned for part-time and night staff too.",
    "Fewer children wait because a referral says too little.",
];

/// What only this agency would write.
pub(super) fn own(agency: &Agency, question: &str) -> Option<String> {
    let place = |start: &str| -> Option<usize> { question.strip_prefix(start)?.parse().ok() };
    if question == "A1" {
        return Some(PARTNERSHIP.to_string());
    }
    if let Some(place) = place("Z1.") {
        return Some(AGENCIES.strength(&agency.dice, place).to_string());
    }
    let place = place("Z2.")?;
    let shuffled = agency.dice.of("priorities").shuffled(PRIORITIES.to_vec());
    Some(shuffled[place % shuffled.len()].to_string())
}

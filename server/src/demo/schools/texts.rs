//! Sentences that schools might write. None names a child, and none is long.

use super::School;
use crate::demo::texts::Texts;

/// What schools write.
pub(super) const SCHOOLS: Texts = Texts {
    looked_at: &[
        ("GOV", "The safeguarding report to governors"),
        ("VOICE", "The pupil survey"),
        ("SPEAK", "The speaking-up procedure"),
        ("ESCAL", "Our list of challenges to other agencies"),
        ("INFO", "The concern log"),
        ("LEAD", "The safeguarding lead's timetable"),
        ("RECRUIT", "The single central record"),
        ("ALLEG", "The record of low-level concerns"),
        ("TRAIN", "The training record"),
        ("SUPER", "The supervision record"),
        ("EDI", "Our equality review"),
        ("RISK", "The list of pupils we worry about"),
        ("EARLY", "The early help tracker"),
        ("ASSESS", "Our sample of assessments"),
        ("PLAN", "The list of plans with their review dates"),
        ("MULTI", "Our record of meetings with other agencies"),
        ("FAMILY", "The parent survey"),
        ("ONLINE", "The log of filtering tests"),
        ("HOTH", "The map of places where pupils feel unsafe"),
        ("SAFE", "The site walk with pupils"),
        ("HELP", "The survey of adults whom pupils trust"),
        ("IMPACT", "The yearly safeguarding review"),
    ],
    stands: [
        [
            "is checked every half term by someone other than its owner",
            "is shared with staff and governors, who act on it within the month",
            "has been looked at from outside this year, with the same result as ours",
        ],
        [
            "is up to date and was checked this year",
            "is kept by a named person, with a deputy who can step in",
            "was read with the link governor in the spring term",
        ],
        [
            "is in place for some year groups and not yet for others",
            "is kept, but nobody has checked it since last year",
            "was started in January and newer staff do not know it yet",
        ],
        [
            "has not been kept since the person in charge of it moved on",
            "is out of date, which we found while filling in this return",
            "does not exist in writing yet",
        ],
    ],
    showed: [
        [
            "Two changes came from it, and pupils told us that they had noticed both.",
            "The same sample a year later had no gaps.",
            "Concerns now reach the safeguarding lead on the same day.",
        ],
        [
            "A sample of ten records had one gap, which was put right within the week.",
            "Staff we asked in corridors knew what to do.",
            "Governors asked for it again in the summer, to see what has changed.",
        ],
        [
            "Three of ten records had no outcome written down.",
            "Staff who joined after September were less sure what to do.",
            "We know which parts are weak, and have begun with the most urgent.",
        ],
        [
            "A named person will put it in place before half term.",
            "It is the first line of our action plan.",
            "The head looks at it each week until it is in place.",
        ],
    ],
    strengths: &[
        "Staff raise small worries early, because they hear back within two days what was done with them.",
        "Nearly every pupil can name two adults whom they would tell, up from two thirds last year.",
        "Attendance, behaviour and safeguarding leads meet each week and look at one list together.",
        "Governors walk the site with pupils each term and write down what they were told.",
        "Families come to our drop-in before things get worse, and more of them have early help.",
        "Records say what was decided and why, so that a colleague can take over on the same day.",
        "New staff meet the safeguarding lead on their first morning and are asked again after six weeks.",
        "Pupils helped to write the lessons on staying safe online, and report more of what they see.",
    ],
    successes: &[
        "A sample of ten records in the summer term has no gaps.",
        "In the next survey nine in ten pupils say that an adult acted on what they said.",
        "Every member of staff we ask can say what they would do.",
        "Governors see the figures each term, and they have got better twice.",
        "Fewer concerns come back within the same term.",
    ],
    remarks: &[
        "We would welcome a visit to a school that does this well.",
        "We have agreed who does this, and when we look at it again.",
        "This is new for us this year.",
        "Nothing has changed since last year.",
    ],
    progress: [
        "The next sample had no gaps, and pupils have noticed.",
        "It has begun in two year groups; the others follow.",
        "It waits for the person who was to lead it.",
    ],
    not_here: &[
        ("L4", "No pupil of ours goes to alternative provision."),
        ("N2", "No club or group uses our premises."),
        (
            "N3",
            "We have had no trips or placements in the year we look at.",
        ),
        (
            "P2",
            "We have not been asked to a conference or a core group in the year we look at.",
        ),
        (
            "Q2.5",
            "None of our boarders stays with a host family or in lodgings.",
        ),
        (
            "Q3.2",
            "No adult learners share our classes, trips or buildings.",
        ),
        ("Q3.5", "None of our students is on a placement this year."),
        (
            "Q4.6",
            "All our pupils live with their parents in the area.",
        ),
        (
            "Q5.3",
            "None of our pupils needs help with washing, changing or feeding.",
        ),
        ("Q5.4", "No pupil comes to us by taxi, minibus or escort."),
    ],
    not_here_else: "We have none of this in our setting this year.",
    jobs: &[
        "Deputy headteacher",
        "Assistant headteacher",
        "Head of year",
        "Pastoral manager",
        "School business manager",
        "Inclusion lead",
        "Family support worker",
    ],
};

/// What only this school would write.
pub(super) fn own(school: &School, question: &str) -> Option<String> {
    if question == "A31" {
        let shared = "The nursery on our site; its deputy is in charge when the lead is with us.";
        return Some(shared.to_string());
    }
    let place = question.strip_prefix("S3.")?.parse().unwrap_or(0);
    Some(SCHOOLS.strength(&school.dice, place).to_string())
}

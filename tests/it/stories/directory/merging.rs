//! Two entries of the directory become one, and are parted again.

use super::{administered, path_of};
use crate::world::{Browser, Reply, World};

/// The page that shows what merging Elmfield into Oakwell would move.
async fn preview(alex: &mut Browser) -> (String, Reply) {
    let elmfield = path_of(alex, "Elmfield School").await;
    let page = alex.get(&format!("{elmfield}/merge?words=oakwell")).await;
    let choose = page.attributes("a[href*='into=']", "href");
    assert_eq!(choose.len(), 1, "{}", page.text());
    (elmfield, alex.get(&choose[0]).await)
}

async fn merge(alex: &mut Browser, preview: &Reply) -> Reply {
    let (action, fields) = preview.form_to("/merge", &[]);
    alex.post(&action, &fields).await
}

/// Lets Elmfield owe a return that Oakwell does not: Oakwell's is taken away behind the portal.
async fn only_elmfield_owes(world: &World) {
    world
        .meddle(
            "DELETE FROM return_ WHERE organisation_seq = \
             (SELECT seq FROM organisation WHERE urn = '990001')",
        )
        .await;
}

#[tokio::test]
async fn returns_and_people_move_and_undoing_moves_exactly_that_back() {
    let (world, mut alex) = administered().await;
    only_elmfield_owes(&world).await;
    let id = world.elmfield.return_id;
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let check = world.fill_all(&mut edith, id, "2").await;
    assert_eq!(edith.post_form(&check, &[]).await.status, 303);

    let (elmfield, shown) = preview(&mut alex).await;
    assert!(
        shown.says("School return 2026: Submitted"),
        "{}",
        shown.text()
    );
    assert!(shown.says("Edith Elm: Headteacher"), "{}", shown.text());
    let done = merge(&mut alex, &shown).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let again = merge(&mut alex, &shown).await;
    assert_eq!(
        again.location, done.location,
        "the same page twice merges once"
    );
    let oakwell = alex.follow(done).await;
    assert!(oakwell.says("Edith Elm"), "{}", oakwell.text());
    let mut ada = world.head().await;
    let read = ada.get(&format!("/returns/{id}/receipt")).await;
    assert_eq!(
        read.status,
        200,
        "Oakwell's head reads it now: {}",
        read.text()
    );
    let merged = alex.get(&elmfield).await;
    assert!(
        merged.says("It became a part of Oakwell Primary School"),
        "{}",
        merged.text()
    );
    assert_eq!(alex.get(&format!("{elmfield}/edit")).await.status, 409);
    assert!(world.store.verify().await.expect("verified").is_empty());

    // A role that is given after the merge stays where it was given.
    let page = alex.get(&format!("{elmfield}/merge")).await;
    let (action, fields) = page.form_to("/merge/undo", &[]);
    let undone = alex.post(&action, &fields).await;
    assert_eq!(undone.status, 303, "{}", undone.text());
    let page = alex.follow(undone).await;
    assert!(page.says("Undone on"), "{}", page.text());
    assert_eq!(
        alex.post(&action, &fields).await.status,
        303,
        "undone twice is undone once"
    );
    assert_eq!(ada.get(&format!("/returns/{id}/receipt")).await.status, 404);
    assert_eq!(
        edith.get(&format!("/returns/{id}/receipt")).await.status,
        200
    );
    let back = alex.get(&elmfield).await;
    assert!(back.says("Edith Elm"), "{}", back.text());
    assert!(!back.says("It became a part of"), "{}", back.text());
    assert!(
        back.says("Is no longer a part of Oakwell Primary School"),
        "{}",
        back.text()
    );
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn a_return_that_both_owe_stays_where_it_is_and_its_history_is_still_found() {
    let (world, mut alex) = administered().await;
    let id = world.elmfield.return_id;
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let check = world.fill_all(&mut edith, id, "2").await;
    assert_eq!(edith.post_form(&check, &[]).await.status, 303);
    let (_, shown) = preview(&mut alex).await;
    assert!(
        shown.says("Stays where it is, because both owe it School return 2026"),
        "{}",
        shown.text()
    );
    assert_eq!(merge(&mut alex, &shown).await.status, 303);
    let mut ada = world.head().await;
    let read = ada.get(&format!("/returns/{id}/receipt")).await;
    assert_eq!(read.status, 200, "{}", read.text());
}

#[tokio::test]
async fn who_left_since_gets_nothing_back() {
    let (world, mut alex) = administered().await;
    let (elmfield, shown) = preview(&mut alex).await;
    assert_eq!(merge(&mut alex, &shown).await.status, 303);
    let system = world.store.system("story");
    let edith = system
        .person_by_email("edith@elmfield.example")
        .await
        .expect("read")
        .expect("there");
    let grant = &edith.grants[0];
    system
        .revoke(edith.id, grant.role, grant.organisation)
        .await
        .expect("revoked");
    let page = alex.get(&format!("{elmfield}/merge")).await;
    let (action, fields) = page.form_to("/merge/undo", &[]);
    assert_eq!(alex.post(&action, &fields).await.status, 303);
    let back = alex.get(&elmfield).await;
    assert!(back.says("Nobody has a role here."), "{}", back.text());
}

#[tokio::test]
async fn a_merge_that_fails_half_way_has_moved_nothing() {
    let (world, mut alex) = administered().await;
    only_elmfield_owes(&world).await;
    let (elmfield, shown) = preview(&mut alex).await;
    // Returns move before roles do.
    world.fail_on("merge_move", "NEW.what = 'grant'").await;
    let failed = merge(&mut alex, &shown).await;
    assert_eq!(failed.status, 500, "{}", failed.text());
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let id = world.elmfield.return_id;
    assert_eq!(edith.get(&format!("/returns/{id}")).await.status, 200);
    let page = alex.get(&elmfield).await;
    assert!(page.says("Edith Elm"), "{}", page.text());
    assert!(!page.says("It became a part of"), "{}", page.text());
    assert!(world.store.verify().await.expect("verified").is_empty());
    world.fail_no_more("merge_move").await;
    let done = merge(&mut alex, &shown).await;
    assert_eq!(done.status, 303, "the same page does it: {}", done.text());
}

#[tokio::test]
async fn what_changed_since_it_was_shown_and_what_does_not_fit_is_not_merged() {
    let (_world, mut alex) = administered().await;
    let (elmfield, shown) = preview(&mut alex).await;
    let form = alex.get(&format!("{elmfield}/edit")).await;
    assert_eq!(
        alex.post_form(&form, &[("name", "Elm School")])
            .await
            .status,
        303
    );
    let late = merge(&mut alex, &shown).await;
    assert_eq!(late.status, 409);
    assert!(
        late.says("Someone changed one of the two"),
        "{}",
        late.text()
    );

    let partnership = path_of(&mut alex, "Story Partnership").await;
    let other = partnership.trim_start_matches("/directory/");
    let unfit = alex.get(&format!("{elmfield}/merge?into={other}")).await;
    let unfit = merge(&mut alex, &unfit).await;
    assert_eq!(unfit.status, 422);
    assert!(
        unfit.says("These two cannot become one"),
        "{}",
        unfit.text()
    );
}

#[tokio::test]
async fn who_keeps_one_of_two_sees_no_name_of_the_other_and_cannot_part_them() {
    let (world, mut alex) = administered().await;
    only_elmfield_owes(&world).await;
    let (elmfield, shown) = preview(&mut alex).await;
    let done = merge(&mut alex, &shown).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = alex.get(&format!("{elmfield}/merge")).await;
    let (action, fields) = page.form_to("/merge/undo", &[]);

    // A role given when schools could have administrators.
    let given = "INSERT INTO grant_ (person_seq, role, organisation_seq) \
                 SELECT p.seq, 'administrator', o.seq FROM person p CROSS JOIN organisation o \
                 WHERE p.email = 'edith@elmfield.example' AND o.urn = ";
    world.meddle(&format!("{given}'990002'")).await;
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let page = edith.get(&format!("{elmfield}/merge")).await;
    assert!(
        page.says("an organisation beyond your reach"),
        "{}",
        page.text()
    );
    assert!(!page.says("Oakwell"), "{}", page.text());
    assert!(
        page.attributes("form[action$='/merge/undo']", "action")
            .is_empty()
    );
    assert_eq!(edith.post(&action, &fields).await.status, 404);

    let mut ada = world.head().await;
    let id = world.elmfield.return_id;
    let read = ada.get(&format!("/returns/{id}")).await;
    assert_eq!(read.status, 200, "they are still one: {}", read.text());
    world.meddle(&format!("{given}'990001'")).await;
    assert_eq!(edith.post(&action, &fields).await.status, 303);
    assert_eq!(ada.get(&format!("/returns/{id}")).await.status, 404);
}

//! The markup of govuk-frontend 6.6.0 as Leptos components, proved against the fixtures that
//! package ships (`tests/it/govuk_fixtures.rs`). A component is a struct of plain data and draws
//! itself: `Button { text: "Continue".into(), ..Default::default() }.view()`. It takes no markup
//! as text, and knows neither forms nor the portal.

mod content;

mod attributes;
mod form_group;
mod heading;

mod error_message;
mod fieldset;
mod hint;
mod label;
mod link;

mod generic_header;
mod service_navigation;
mod skip_link;

mod back_link;
mod breadcrumbs;
mod exit_this_page;
mod footer;
mod phase_banner;

mod error_summary;
mod notification_banner;
mod panel;

mod button;
mod character_count;
mod checkboxes;
mod date_input;
mod file_upload;
mod input;
mod password_input;
mod radios;
mod select;
mod textarea;

mod details;
mod inset_text;
mod warning_text;

mod pagination;
mod summary_list;
mod table;
mod tag;
mod task_list;

pub use attributes::Attributes;
pub use back_link::BackLink;
pub use breadcrumbs::{Breadcrumb, Breadcrumbs};
pub use button::{Button, ButtonKind};
pub use character_count::{CharacterCount, CountKind};
pub use checkboxes::{Checkbox, Checkboxes};
pub use content::Content;
pub use date_input::{DateInput, DatePart};
pub use details::Details;
pub use error_message::ErrorMessage;
pub use error_summary::{ErrorSummary, SummaryError};
pub use exit_this_page::ExitThisPage;
pub use fieldset::{Fieldset, Legend};
pub use file_upload::FileUpload;
pub use footer::{Footer, FooterSection};
pub use generic_header::GenericHeader;
pub use hint::Hint;
pub use input::{Affix, Input};
pub use inset_text::InsetText;
pub use label::Label;
pub use link::Link;
pub use notification_banner::{BannerKind, NotificationBanner};
pub use pagination::{PageItem, PageLink, PageNumber, Pagination};
pub use panel::{Panel, PanelAction, PanelKind};
pub use password_input::PasswordInput;
pub use phase_banner::PhaseBanner;
pub use radios::{Radio, Radios};
pub use select::{Select, SelectItem};
pub use service_navigation::{Current, NavigationItem, ServiceNavigation};
pub use skip_link::SkipLink;
pub use summary_list::{SummaryCard, SummaryList, SummaryRow};
pub use table::{Cell, Table};
pub use tag::Tag;
pub use task_list::{Task, TaskList, TaskStatus};
pub use textarea::Textarea;
pub use warning_text::WarningText;

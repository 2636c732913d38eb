//! The agencies of the made-up city with the services below them. None is anyone's.

/// An agency.
pub(super) struct Listed {
    pub(super) name: &'static str,
    /// Where its mail goes.
    pub(super) domain: &'static str,
    /// The services that send a return of their own.
    pub(super) services: &'static [&'static str],
}

/// The agency whose lead may sign in: it has ten services, and its return is begun.
pub(in crate::demo) const CHILDREN: &str = "Ostrelby Children's Services";
/// The service whose author may sign in: its return is begun.
pub(in crate::demo) const HUBS: &str = "Early Help Hubs";

/// Every agency: twelve, with 28 services together.
pub(super) const AGENCIES: [Listed; 12] = [
    Listed {
        name: CHILDREN,
        domain: "childrens-services.example",
        services: &[
            "Children's Front Door",
            HUBS,
            "Child Protection and Court Team",
            "Children Looked After Team",
            "Leaving Care Service",
            "Fostering and Adoption Service",
            "Disabled Children's Team",
            "Children's Residential Homes",
            "Education Inclusion Service",
            "Emergency Duty Team",
        ],
    },
    Listed {
        name: "Ostrelby Hospitals",
        domain: "ostrelby-hospitals.example",
        services: &[
            "Children's Division",
            "Women's and Maternity Division",
            "Emergency and Urgent Care Division",
            "Surgery and Outpatients Division",
        ],
    },
    Listed {
        name: "Ostrelby and Vale Constabulary",
        domain: "vale-constabulary.example",
        services: &["Child Protection Unit", "Neighbourhood Policing"],
    },
    Listed {
        name: "Ostrelby Integrated Care Board",
        domain: "ostrelby-care-board.example",
        services: &["Designated Safeguarding Team", "General Practice"],
    },
    Listed {
        name: "Ostrelby Community and Mental Health Care",
        domain: "ostrelby-community-care.example",
        services: &[
            "Health Visiting and School Nursing",
            "Children's Mental Health Service",
            "Adult Drug and Alcohol Service",
        ],
    },
    Listed {
        name: "Ostrelby Probation Office",
        domain: "ostrelby-probation.example",
        services: &[],
    },
    Listed {
        name: "Ostrelby Homes",
        domain: "ostrelby-homes.example",
        services: &["Tenancy Support", "Domestic Abuse Refuge"],
    },
    Listed {
        name: "Ostrelby Youth Justice Service",
        domain: "ostrelby-youth-justice.example",
        services: &[],
    },
    Listed {
        name: "Ostrelby Adult Social Care",
        domain: "ostrelby-adult-care.example",
        services: &["Adult Mental Health Team", "Learning Disability Team"],
    },
    Listed {
        name: "Ostrelby Fire and Rescue",
        domain: "ostrelby-fire.example",
        services: &[],
    },
    Listed {
        name: "Ostrelby Voluntary Action",
        domain: "ostrelby-voluntary.example",
        services: &["Youth Clubs", "Young Carers Project", "Family Mediation"],
    },
    Listed {
        name: "Wayfarers Sport and Arts",
        domain: "wayfarers.example",
        services: &[],
    },
];

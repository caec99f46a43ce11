"""What invented organizations are named and described with."""

PLACES = [
    "Roxbury", "Mission Hill", "Jackson Square", "Nubian", "Egleston", "Fort Hill", "Tremont",
    "Dudley", "Heath Street", "Hyde Square", "Longwood", "Parker Hill", "Stony Brook", "Fenway",
    "South End", "Dorchester", "Grove Hall", "Uphams Corner", "Forest Hills", "Jamaica Plain",
]  # fmt: skip
TOPICS = [
    "Food", "Youth", "Tenants", "Health", "Arts", "Elders", "Learning", "Family", "Housing",
    "Neighbors", "Climate", "Women", "Fathers", "Recovery", "Peace", "Music", "Books", "Jobs",
    "Justice", "Cycling", "Newcomers", "Lactation", "Dental", "Café José", "Diaspora",
]  # fmt: skip
FORMS = {
    "nonprofit": ["Alliance", "Center", "Collaborative", "Project", "Foundation"],
    "health_center": ["Health Center", "Clinic"],
    "resident_group": ["Association", "Residents", "Union"],
    "faith": ["Church", "Mosque", "Temple", "Fellowship"],
    "public_agency": ["School", "Library", "Community Center"],
    "mutual_aid": ["Mutual Aid", "Circle", "Network"],
    "community_garden": ["Garden", "Community Garden"],
    "business": ["Market", "Barbershop", "Bakery"],
    "other": ["Group", "Collective"],
}
DOES = [
    "Runs weekly gatherings and a shared meal",
    "Offers classes, tutoring and mentoring",
    "Keeps a pantry and a community fridge",
    "Brings tenants together to keep their homes",
    "Gives advice on benefits, papers and rights",
    "Cares for raised beds and a small orchard",
    "Holds screenings and health fairs",
    "Trains young people for first jobs",
]
FOR_WHOM = [
    "families with young children",
    "young people after school",
    "older neighbors",
    "newcomers and their families",
    "anyone who walks in",
]
ASKS = [
    "Blood pressure screenings on Saturdays",
    "Tutors in mathematics and chemistry",
    "Rides to appointments for older members",
    "A workshop on asthma at home",
    "Help with reading medical bills",
    "Interpreters at our front desk",
]

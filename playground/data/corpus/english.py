"""The hand-written parts of the English sentences: clauses by what they are about, and the frames that they stand in.

A line of a bank is a clause or a phrase that fits every frame that names the bank. `write.py` puts them together.
"""

BANKS: dict[str, str] = {
    # ---- clauses, each of which can stand alone
    "film_good": """
the lead actress carries every scene she is in
the ending left the whole row in tears
the script trusts its audience to keep up
the chase through the harbour is a joy to watch
the music knows when to be silent
two hours went by like twenty minutes
the old man's last speech gave me goose bumps
the jokes land because the characters are real
the camera lingers on faces, and they repay it
every one of the children acts as if nobody were watching
the director turns a small story into something grand
I laughed until the man in front of me turned round
the twist in the third act is earned
it looks gorgeous in black and white
the dialogue crackles from the first scene to the last
I have not stopped thinking about it since Friday
the two brothers have a chemistry that cannot be faked
it treats grief with tact and a dry sense of humour
even the smallest parts are cast to perfection
the fight scenes are clear, quick and inventive
""",
    "film_bad": """
the plot falls apart as soon as you think about it
the hero mumbles his way through two hours
every joke is explained until it dies
the villain has no reason to do anything he does
the ending seems to belong to another film
the special effects looked cheap twenty years ago
nobody in it talks the way people talk
I checked my watch four times before the halfway mark
the music tells you what to feel and then tells you again
the love story is as convincing as a tax form
half the scenes could go and nobody would miss them
the characters are little more than hairstyles
it wastes a fine cast on a script without ideas
the camera shakes so much that I felt ill
the third act drags on for what feels like a week
it borrows from better films and adds nothing
the children in it are loud, rude and meant to be charming
the sound is so muddy that I missed most of the dialogue
it mistakes shouting for acting
we left before the credits and felt no regret
""",
    "film_fact": """
it was shot in Lisbon over one summer
the story begins in 1974 and ends last year
the film is based on a novel from the fifties
it runs for a little over two hours
most of it takes place in a single kitchen
it is the director's third film
the main roles are played by unknown actors
it was shown at the festival in autumn
""",
    "food_good": """
the soup was hot and tasted of real stock
the waiter remembered what we had ordered last time
the bread came warm from the oven
the dumplings were the best I have had outside Chengdu
they found us a table although we had not booked
the fish was so fresh that it needed nothing but lemon
the lunch menu is a bargain
the cook came out to ask whether we were happy, and we were
the vegetables still had some bite
the portions are generous and the prices fair
the chocolate cake is worth the journey
our children were given crayons and endless patience
the garden at the back is a quiet delight
the noodles are pulled by hand while you watch
coffee and service were both excellent
the spices were balanced and nothing was too salty
they replaced a dish without a word when we asked
the house wine was a pleasant surprise
""",
    "food_bad": """
the soup was lukewarm and tasted of the tin
we waited fifty minutes for a plate of chips
the fish was dry and smelled of yesterday
the waiter rolled his eyes when we asked for water
the table was sticky and so was the menu
they charged us for bread that nobody had ordered
the rice was burnt at the bottom and raw on top
the music was so loud that we had to shout
my steak was grey from edge to edge
the salad consisted of three leaves and a regret
there was a hair in the sauce
the coffee tasted as if it had been made on Monday
they forgot one of our dishes and blamed us for it
the portions have shrunk while the prices have doubled
the toilets had not been cleaned for days
the pizza was soggy in the middle
dessert was frozen solid
the card machine was broken and nobody had told us
""",
    "food_fact": """
we sat by the window
there were six of us
the kitchen closes at ten
it is next to the bus station
we went there on a Tuesday evening
my brother had the noodles and I had the curry
the menu changes every month
the restaurant opened in March
""",
    "product_good": """
the battery easily lasts two days
it was set up in less than five minutes
the screen is bright enough to be read in the sun
it survived a fall down the stairs without a scratch
the handle sits well in the hand
it is so quiet that I forget it is running
after three years of daily use it works like new
the instructions are clear and even funny
it does one thing and does it well
customer service sent a spare part overnight
the colours look exactly as they do in the pictures
it charges in half an hour
the fabric is soft and does not shrink in the wash
my grandmother can use it without help
I have bought a second one for my sister
the sound is warm and clear
it folds flat and fits under the bed
the camera takes sharp pictures even at night
""",
    "product_bad": """
it broke on the third day
the battery is empty before lunch
the lid does not close properly
it arrived with a crack in the screen
the instructions were only in a language that I cannot read
it smells of burnt plastic as soon as it gets warm
the app crashes every time I open the settings
the zip came off in my hand
it is far heavier than the description says
the buttons are so small that I always press two
they refused to take it back
the colour washed out after a single cycle
it makes a noise like a coffee grinder
the strap tore in the first week
nobody has answered my three e-mails
the charger gets too hot to touch
the picture freezes every few minutes
one of the legs was shorter than the others
""",
    "product_fact": """
I ordered it in blue
it comes with two cables
the parcel arrived on Thursday
I use it mostly at work
it weighs about a kilo
my old one was ten years old
it is made in Portugal
the warranty lasts two years
""",
    "hotel_good": """
the bed was so comfortable that we overslept twice
the view over the bay took our breath away
the lady at the desk drew us a map of the old town
breakfast was fresh, varied and served until eleven
the room was spotless
you can walk to the beach in three minutes
they upgraded us to a suite for our anniversary
it was wonderfully quiet at night
the pool was clean and never crowded
the shower had proper pressure and endless hot water
they looked after our bags until the evening
the staff greeted our dog by name
there were fresh flowers on the table every morning
the rooms are small but cleverly arranged
""",
    "hotel_bad": """
the walls are so thin that I could follow the neighbours' phone call
there was mould in the bathroom
the shower was cold three days in a row
we waited an hour for our key
the lift was out of order and our room was on the sixth floor
breakfast was toast, jam and nothing else
the air conditioning rattled all night
the photographs must show another hotel
the sheets had stains on them
reception was unfriendly from the first minute to the last
the pool was closed without any notice
they charged our card twice and would not admit it
the room smelled of smoke
the wireless network worked only in the corridor
""",
    "hotel_fact": """
our room faced the street
we stayed for three nights
the hotel has forty rooms
it is ten minutes from the station
we arrived late on Friday
breakfast is served from seven
the building used to be a school
parking costs extra
""",
    "service_good": """
the plumber came within the hour and left the kitchen cleaner than before
the nurse explained everything twice and never lost her patience
the course changed the way I look at pictures
the new app found my train before I had typed the name
the mechanic told us honestly that nothing was broken
the delivery came a day early and the driver carried it upstairs
the library has extended its hours and it shows
the dentist was so gentle that I nearly fell asleep
the museum guide answered every question of the children
the bank solved the problem in one phone call
the hairdresser listened first and cut afterwards
the concert was sold out for a good reason
""",
    "service_bad": """
the parcel was thrown over the fence in the rain
I was passed on from one department to the next for an hour
the update deleted all of my notes
the course repeats what the leaflet says
the train was cancelled without a word on the display
the plumber left the tap dripping worse than before
nobody at the counter knew what the letter meant
the doctor looked at her screen and never at me
the website logs me out while I am typing
the driver missed the exit twice and blamed the map
the tickets cost a fortune and we saw the back of a pillar
the bank lost our form for the third time
""",
    "service_fact": """
I had an appointment at nine
the office is on the second floor
we had to take a number
the course has twelve evenings
it was a Monday morning
my neighbour came with me
the form has four pages
""",
    # ---- verdicts
    "come_back": """
I can only recommend it
it was worth every penny
I have already told all my friends
I would choose it again
I could not be happier
""",
    "stay_away": """
I want my money back
save yourself the trouble
I cannot recommend it to anybody
once was more than enough
never again
""",
    # ---- people, places, things
    "name": """
Amara
Jonas
Mei
Yusuf
Clara
Ravi
Ingrid
Mateo
Aoife
Tomasz
Leila
Daniel
Sofia
Kwame
Hanna
Victor
Nadia
Oliver
Keiko
Marta
""",
    "surname": """
Okonkwo
Lindqvist
Castellano
Nakamura
Dubois
Whitfield
Haddad
Novak
Ferreira
McAllister
Banerjee
Schneider
""",
    "relative": """
my sister
my uncle
our neighbour
my oldest friend
the girl next door
my grandfather
a colleague of mine
my flatmate
""",
    "town": """
Porto
Nairobi
Leeds
Kraków
Valencia
Toronto
Chengdu
Bergen
Montevideo
Tbilisi
Galway
Osaka
Hamburg
Marrakesh
""",
    "country": """
Portugal
Kenya
Norway
Chile
Vietnam
Canada
Georgia
Morocco
Ireland
Japan
""",
    "day": """
Monday
Tuesday
Wednesday
Thursday
Friday
Saturday
Sunday
""",
    "month": """
January
March
April
June
August
September
November
""",
    "small": """
two
three
four
five
six
seven
eight
twelve
""",
    "percent": """
2.5
4
7
12
18
31
""",
    "year": """
1898
1923
1957
1984
1999
2008
2016
2021
""",
    "clock": """
half past six
7:45
nine
noon
ten to eight
3 p.m.
midnight
""",
    "price": """
$3.50
£12
€49.90
$180
£2,400
""",
}

BANKS |= {
    "book_good": """
I read the last hundred pages standing in the kitchen
the narrator is so alive that I miss her
every chapter ends where you cannot stop
the translation reads as if it were the original
it made me laugh on a crowded bus
the maps at the back are a small treasure
it explains a hard subject without talking down to anybody
the villages in it smell of rain and bread
the two timelines meet in a most satisfying way
I have given it away three times and bought it four
""",
    "book_bad": """
the first hundred pages describe a journey and the journey is dull
all of the characters speak in the same voice
the murderer is obvious from page ten
the author explains what every symbol means
there are three spelling mistakes on one page
it needed an editor with a large pair of scissors
the ending solves nothing and pretends to be deep
I put it down on Sunday and have not picked it up again
the dates in it contradict each other
it is two good ideas and four hundred pages of padding
""",
    "book_fact": """
it has almost five hundred pages
I borrowed it from the library
it is the second part of a trilogy
the story is told by the youngest daughter
it was first published in {year}
my aunt gave it to me for my birthday
""",
    "daily": """
the bus was late again, so I walked
we have run out of milk and nearly out of bread
the cat has slept on the radiator all afternoon
I left my umbrella on the train this morning
{relative} is moving to {town} in {month}
the washing machine has finished, but nobody has hung up the clothes
there is a parcel for you at number {small}
the children are building a castle out of cushions
I have to be at the dentist's at {clock}
{name} has borrowed the ladder and will bring it back on {day}
it smells of onions in the stairwell
the heating comes on at {clock}
we watched the rain and played cards
{name} and {name2} are painting the fence green
my phone is somewhere under the sofa
the baker on the corner closes early on {day}
I met {name} at the market and was asked to say hello
the neighbours are practising the trumpet
somebody has eaten the last of the cake
I am going to bed, since I have to get up at {clock}
the key is under the third flowerpot
{relative} cooks for {small} every {day}
the lift in our building talks to itself
we are meeting by the fountain at {clock}
""",
    "plan": """
let's go for a walk
I'll call you
we can eat
{name} wants to leave
let us settle the bill
I would like to read the letter
we ought to take down the washing
the children may stay up
you can have the bathroom
""",
    "when": """
as soon as the rain stops
before {name} comes home
after the news
while there is still some light
once the dishes are done
unless you are too tired
when the clock strikes {small}
""",
    "if": """
if it rains on {day}
if the trains are on strike
if {name} has not called by {clock}
unless somebody finds the key
should the shop be closed
if there is ice on the road
as long as nobody objects
in case the battery dies
""",
    "then": """
we shall meet at my place
I'll take the bicycle
we had better put it off until {month}
{relative} will pick you up
you can sleep on the sofa
I have a torch in the car
somebody has to tell {name}
the concert will be moved indoors
""",
    "large": """
120
250
480
1,400
3,000
18,500
""",
    "people": """
40,000
85,000
310,000
2.3 million
""",
    "date": """
3
7
14
19
22
30
""",
    "order": """
wash the rice until the water runs clear
turn off the power before you open the case
save your work and restart the computer
cut the onions as finely as you can
press the red button for {small} seconds
take the second street on the left after the church
let the dough rest for an hour in a warm place
write your name in block letters on the first page
keep the receipt for at least {small} weeks
fold the paper along the dotted line
shake the bottle well before use
hold the handrail and mind the last step
bring the water to the boil and add a pinch of salt
charge the battery fully before the first flight
check the tyres and the oil before a long journey
read the question twice before you answer
water the plants every {small} days and never at noon
pull the lever towards you until it clicks
tighten the screws crosswise, a little at a time
leave your shoes by the door
rinse the brushes in cold water
count to {small} and let go
measure twice and cut once
put the books back where you found them
ask for {name} at the front desk
close all windows when you leave the room
wait until the ink is dry
stir the sauce until it thickens
""",
    "forbidden": """
open the oven before the bell rings
park in front of the fire station
feed the ducks with bread
lean the ladder against the gutter
use the lift in case of fire
mix these two cleaners
leave children alone near the pool
touch the lens with your fingers
bend the cable more than necessary
""",
    "matter": """
the last train to {town} has left
the shop on the corner opens on {day}
{name} has read my message
the museum is free on {day}
this bus stops at the hospital
we need a visa for {country}
the meeting has been moved to {clock}
anybody has handed in a black glove
{relative} takes sugar
there is a bank near the port of {town}
""",
    "lost": """
the recipe with the lemons
my other shoe
the password for the wireless network
the manual for this oven
the key to the cellar
the photograph of {name} and the goat
""",
    "wanted": """
a cheap room in {town}
a doctor who speaks Spanish
a pharmacy that is open on {day}
the way to the river
a good book about {country}
somebody who can repair a clock
""",
    "event": """
a burst pipe flooded the central station
heavy snow closed the airport for {small} hours
a power cut stopped the underground
thousands of people lined the streets for the marathon
a fire damaged the roof of the old theatre
the river rose by almost a metre overnight
a rare bird drew crowds to the harbour
firefighters rescued a cat from a chimney
a lorry lost its load of oranges
""",
    "report": """
the city council of {town} plans to close two bridges for repairs
the central bank of {country} left its main rate unchanged at {percent} percent
a court in {town} ruled on {day} that tenants may keep a cat
the railway company will raise the price of a monthly ticket by {percent} percent
the university of {town} is to open a new institute for the study of bees
voters in {town} rejected a plan to ban cars from the old town
{name} {surname}, born in {town} in {year}, was elected chair of the council
researchers in {town} found that plants grow faster on quiet streets
unemployment in {country} fell to {percent} percent in {month}
the bridge in {town}, built in {year}, reopens in {month} after {small} years of work
{town} beat {town2} by {small} goals to one on {day}
the minister of transport resigned on {day} after {small} months in office
exports from {country} rose by {percent} percent last year
the museum of {town} has returned {large} masks to {country}
the price of bread in {country} has doubled since {year}
a ferry with {large} passengers ran aground near {town}, and nobody was hurt
the health agency warned of a new wave of colds in {month}
the port of {town} handled more ships in {month} than ever before
engineers from {country} won the tender for the tunnel near {town}
the library of {town} extended its opening hours until midnight
the weather service expects storms on the coast of {country} from {day} on
{large} students demonstrated in {town} against higher fees
a painting that had been missing since {year} turned up in an attic in {town}
the airline cancelled all flights between {town} and {town2} on {day}
the film festival in {town} opened with a documentary from {country}
teachers in {country} have been on strike since {day}
the company moved its headquarters from {town} to {town2} and cut {large} jobs
parliament passed the budget by {small} votes
""",
    **{
        name: "\n" + "\n".join(lines.split("; ")) + "\n"
        for name, lines in {
            "dish": "the soup; the fish; the curry; the dessert; the pasta; the sandwich",
            "dish_good": "tasty; fresh; delicious; well seasoned; filling; creamy",
            "dish_bad": "salty; bland; greasy; cold; burnt; overcooked",
            "story": "the plot; the sequel; the second half; the dialogue; the play; the first chapter",
            "story_good": "clever; funny; moving; gripping; original; witty",
            "story_bad": "dull; confusing; predictable; slow; silly; long-winded",
            "place": "the room; the flat; the bathroom; the terrace; the campsite; the waiting room",
            "place_good": "comfortable; clean; bright; quiet; spacious; cosy",
            "place_bad": "noisy; damp; cramped; shabby; dirty; chilly",
            "helper": "the waiter; the guide; our nurse; the driver; the lady at the desk; the salesman",
            "helper_good": "friendly; helpful; patient; attentive; polite; well informed",
            "helper_bad": "rude; impatient; unhelpful; careless; arrogant; grumpy",
            "tool": "the app; the new model; the keyboard; the website; the vacuum cleaner; the update",
            "tool_good": "handy; fast; reliable; practical; easy to use; sturdy",
            "tool_bad": "clumsy; unreliable; overpriced; fragile; hard to use; slow",
        }.items()
    },
}

TOPICS = ("dish", "story", "place", "helper", "tool")

# kind, label, how many, frames
FRAMES: tuple[tuple[str, str, int, str], ...] = (
    *(
        (bank, label, count, frames)
        for bank, count in (
            ("film", 62), ("food", 58), ("product", 58), ("hotel", 46), ("book", 34), ("service", 38),
        )
        for label, frames in (
            ("positive", f"""
{{{bank}_good}}.
{{{bank}_good}}, and {{{bank}_good2}}.
{{{bank}_fact}}, and {{{bank}_good}}.
{{{bank}_good}}; {{come_back}}.
I must say that {{{bank}_good}}.
what I liked most: {{~{bank}_good}}.
"""),
            ("negative", f"""
{{{bank}_bad}}.
{{{bank}_bad}}, and {{{bank}_bad2}}.
{{{bank}_fact}}, and {{{bank}_bad}}.
{{{bank}_bad}}; {{stay_away}}.
sadly, {{{bank}_bad}}.
I am sorry to say that {{{bank}_bad}}.
"""),
        )
    ),
    *(
        ("contrast", label, 14, frames)
        for bank in ("film", "food", "product", "hotel", "book", "service")
        for label, frames in (
            ("positive", f"""
{{{bank}_bad}}, but {{{bank}_good}}, and {{come_back}}.
although {{{bank}_bad}}, {{{bank}_good}}, and that is what counts.
yes, {{{bank}_bad}}; all the same, {{come_back}}.
"""),
            ("negative", f"""
{{{bank}_good}}, but {{{bank}_bad}}, and {{stay_away}}.
although {{{bank}_good}}, {{{bank}_bad}}, and that spoils it.
it is true that {{~{bank}_good}}; even so, {{stay_away}}.
"""),
        )
    ),
    *(
        ("mixed", "", 8, f"""
{{{bank}_good}}, yet {{{bank}_bad}}.
on the one hand {{{bank}_good}}, on the other {{{bank}_bad}}.
some say that {{~{bank}_good}}, others that {{~{bank}_bad}}.
""")
        for bank in ("film", "food", "product", "hotel", "book", "service")
    ),
    *(
        (kind, label, count, frames)
        for topic in TOPICS
        for kind, label, count, frames in (
            ("negation", "negative", 12, f"""
{{{topic}}} was not {{{topic}_good}} at all.
I did not find {{{topic}}} {{{topic}_good}}, and neither did {{relative}}.
nobody in our group called {{{topic}}} {{{topic}_good}}.
there was nothing {{{topic}_good}} about {{{topic}}}.
{{{topic}}} was neither {{{topic}_good}} nor {{{topic}_good2}}.
{{{topic}}} is anything but {{{topic}_good}}.
I can't say that {{{topic}}} was {{{topic}_good}}.
"""),
            ("negation", "positive", 12, f"""
{{{topic}}} was not {{{topic}_bad}} at all.
nobody could call {{{topic}}} {{{topic}_bad}}.
there is nothing {{{topic}_bad}} about {{{topic}}}.
{{{topic}}} was neither {{{topic}_bad}} nor {{{topic}_bad2}}.
contrary to what I had heard, {{{topic}}} wasn't {{{topic}_bad}}.
{{{topic}}} is anything but {{{topic}_bad}}.
not once did {{{topic}}} seem {{{topic}_bad}} to me.
"""),
            ("degree", "positive", 9, f"""
{{{topic}}} was very {{{topic}_good}}.
{{{topic}}} was extremely {{{topic}_good}}, I thought.
{{{topic}}} was surprisingly {{{topic}_good}} and quite {{{topic}_good2}}.
how {{{topic}_good}} {{{topic}}} was!
{{{topic}}} was so {{{topic}_good}} that I told everybody.
"""),
            ("degree", "negative", 9, f"""
{{{topic}}} was very {{{topic}_bad}}.
{{{topic}}} was a bit too {{{topic}_bad}} for my taste.
{{{topic}}} was {{{topic}_bad}} even by the standards of this town.
how {{{topic}_bad}} {{{topic}}} was!
{{{topic}}} was so {{{topic}_bad}} that we gave up.
{{{topic}}} was rather {{{topic}_bad}}, to put it mildly.
"""),
            ("degree", "", 6, f"""
{{{topic}}} was fairly {{{topic}_good}}, but only just.
{{{topic}}} was slightly {{{topic}_bad}}, which did not bother me.
{{{topic}}} is neither better nor worse than last year.
{{{topic}}} was about as {{{topic}_good}} as one could expect.
"""),
        )
    ),
    ("irony", "negative", 54, """
wonderful, {~film_bad}.
just what I needed: {~product_bad}.
how thoughtful of them: {~hotel_bad}.
oh great, {~service_bad}.
if you enjoy waiting, this is the place: {~food_bad}.
ten out of ten for honesty: {~film_bad}.
what a bargain: {~product_bad}.
a masterpiece of hospitality: {~hotel_bad}.
many thanks to everybody involved: {~service_bad}.
"""),
    ("reported", "", 60, """
{relative} told me that {~film_good}.
{name} claims that {~food_bad}.
the review says that {~book_good}, but I have not read it yet.
{relative} complained that {~hotel_bad}.
everybody at work keeps saying that {~product_good}.
according to {name} {surname}, {~service_bad}.
"""),
    ("condition", "", 60, """
{if}, {then}.
{then} {if}.
"""),
    ("everyday", "", 230, """
{daily}.
{daily}, and {daily2}.
I think {~daily}.
{name} says that {~daily}.
did you know that {~daily}?
by the way, {daily}.
{plan} {when}.
{when}, {plan}.
"""),
    ("news", "", 240, """
{report}.
{report}.
{report}, a spokeswoman said.
according to a local paper, {report}.
on {day}, {event} in {town}.
late on {day} evening, {event} in {town}.
"""),
    ("question", "", 150, """
do you know whether {matter}?
can you tell me if {matter}?
where can I find {wanted}?
has anybody seen {lost}?
who told you that {event}?
how many people live in {town}?
is it true that {~film_good}?
what should I do if {~product_bad}?
how far is it from {town} to {town2}?
would {relative} like tea, or is coffee better?
when did you last see {lost}?
couldn't we ask {name} for {wanted}?
"""),
    ("instruction", "", 120, """
{order}.
please {order}.
don't forget to {order}.
you will have to {order}.
do not {forbidden}.
never {forbidden}.
you must not {forbidden}.
"""),
    ("numbers", "", 80, """
the ticket costs {price}, and children pay half.
on {date} {month} we walked for {small} hours and saw nobody.
{name} was born in {year} and moved to {town} at the age of {small}.
the room is {small} metres long and {small2} metres wide.
{percent} percent of {large} is less than I thought.
the parcel weighs {small} kilos and costs {price} to send.
the train leaves at {clock} and takes {small} hours to {town}.
{town} has {people} inhabitants and {small} theatres.
we paid {price} for {small} tickets and {price2} for the programme.
"""),
    ("names", "", 80, """
{name} {surname} and {name2} {surname2} met in {town}.
Dr. {surname} will see you at {clock}.
{name}'s brother lives in {town}, not in {town2}.
we flew from {town} to {town2} with {name} and the children.
Professor {name} {surname} teaches history in {town}.
{town} lies on a river, about {small} hours from {town2}.
last {month}, {name} crossed {country} by bicycle.
{name}, this is {name2}; {name2}, this is {name}.
Mr {surname} sold his house to the {surname2} family in {year}.
"""),
)  # fmt: skip

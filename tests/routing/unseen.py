"""Questions that are in no content file: how well the router does is measured on these, so never copy them there."""

UNSEEN = {
    "markt": (
        "ik verkoop honing, kan ik daarmee op jullie wekelijkse markt staan",
        "mijn kraam moet een meter langer, mag dat vanaf volgende maand",
        "wie belt mij terug over de wachtlijst voor een standplaats",
        "kan ik elektriciteit krijgen bij mijn marktkraampje",
    ),
    "starten": (
        "ik ga binnenkort een eigen schoonheidssalon openen, welke stappen moet ik zetten",
        "staan er nog handelspanden leeg waar een ijssalon in kan",
        "mijn man wil zelfstandig worden, waar krijgt hij raad",
        "ik stop ermee en zoek een overnemer voor mijn bloemenwinkel",
    ),
    "parkeren": (
        "er is nooit plek voor mijn klanten, kunnen jullie parkeerplaatsen bijmaken",
        "de camion van de brouwer kan nergens lossen",
        "hoe vraag ik een bewonersparkeerkaart aan als zaakvoerder",
        "mag de koerier nog binnenrijden in de winkelstraat nu ze autovrij is",
    ),
    "horeca": (
        "moet ik een vergunning hebben om bier en jenever te schenken",
        "wanneer moet mijn kroeg dicht op zaterdagnacht",
        "ik ga een pitabar uitbaten, wat heb ik nodig van de gemeente",
        "mag ik zeven dagen op zeven open zijn of moet ik een rustdag nemen",
    ),
    "terras": (
        "ik zou graag een paar tafels en stoelen buiten zetten als de zon schijnt",
        "mag er een overkapping met verwarming op mijn terrasje",
        "hoe breed mag mijn terras zijn aan de kant van de kerk",
        "kunnen de bloembakken aan mijn tearoom blijven staan in de winter",
    ),
    "evenement": (
        "met de winkeliers van de straat willen we een zomerfeest doen met een dj",
        "waar kan ik dranghekken en nadars huren voor onze braderij",
        "wij vieren 25 jaar zaak en willen een optreden op de stoep",
        "is er dit jaar een kerstmarkt en wat kost een chalet",
    ),
    "afval": (
        "mijn kartonnen dozen staan nog altijd buiten, de ophaaldienst is niet geweest",
        "kan er een vuilnisbak komen naast mijn frituur",
        "mag ik met mijn camionette vol rommel naar het containerpark",
        "iemand dumpt zakken achter mijn zaak, sluikstorten dus",
    ),
    "omgeving": (
        "ik wil een muur uitbreken in mijn winkelpand, moet daar een vergunning voor zijn",
        "mag de garage omgevormd worden tot bureau en praktijk",
        "de buren gaan bouwen, waar kan ik de plannen bekijken en protesteren",
        "welke milieuvergunning is er nodig voor een carwash",
    ),
    "hinder": (
        "de straat ligt weer open en niemand vindt mijn zaak nog",
        "wanneer zijn de rioleringswerken eindelijk klaar",
        "de straatlampen doen het al een week niet voor mijn winkel",
        "er is elke nacht lawaai op het plein, ik kan niet slapen boven mijn zaak",
    ),
    "reclame": (
        "ik wil mijn naam in lichtletters boven de deur, zijn daar regels rond",
        "waar mogen posters opgehangen worden voor mijn opening",
        "mag ik een bord met een pijl naar mijn winkel zetten op de hoek",
        "kan mijn promotie in het gemeentelijk infoblad",
    ),
    "premies": (
        "krijg ik iets terug als ik mijn winkel laat renoveren",
        "is er financiële steun voor een jonge ondernemer",
        "ik wacht al maanden op de subsidie voor mijn gevel",
        "door die werken draai ik verlies, bestaat daar een vergoeding of premie voor",
    ),
    "inname": (
        "er komt dinsdag een container voor bouwafval op straat, moet ik dat melden",
        "de schilder zet een stelling voor mijn gevel, wat moet ik aanvragen",
        "ik verhuis en wil een stuk van de straat vrijhouden voor de verhuiswagen",
        "mogen wij een hijskraan zetten zaterdagvoormiddag",
    ),
    "belasting": (
        "waarom krijg ik een factuur voor leegstand van mijn pand",
        "ik kan de gemeentetaks niet ineens betalen, mag het in drie keer",
        "ik ga niet akkoord met het aanslagbiljet",
        "hoeveel belasting betaal ik per vierkante meter kantoor",
    ),
}

UNSEEN_OTHER_LANGUAGES = {
    "terras": ("je voudrais mettre quelques tables devant mon café", "may I put a few chairs on the square in summer"),
    "parkeren": ("mon livreur ne trouve jamais de place de stationnement", "is there free parking near my shop"),
    "markt": ("je cherche un emplacement pour vendre des fromages au marché", "I would like a stall on your market"),
    "afval": ("les déchets n'ont pas été ramassés", "who collects the cardboard of my store"),
    "belasting": ("je ne suis pas d'accord avec cette taxe", "why do I get this tax bill"),
    "premies": ("avez-vous une prime pour les jeunes entrepreneurs", "are there grants for a new shop front"),
    "hinder": ("les travaux dans ma rue durent trop longtemps", "the road works scare off my customers"),
    "inname": ("un échafaudage sera placé sur le trottoir", "we need a skip for building waste in the street"),
}

-- Rows of measures of each source: code, name, measure, value, state. Plain SQL over views named after the sources, so
-- that the same text runs on another engine. A part that others are made of has a name that is no source's; what stands
-- between braces is put in by `lake.py`.

-- name: ore-communes
SELECT insee_code AS code, '' AS name,
       CASE carrier WHEN 'electricity' THEN 'electricity_' ELSE 'gas_' END || sector AS measure,
       CAST(consumption_mwh AS DOUBLE) AS value, state
FROM ore_communes
UNION ALL
SELECT insee_code, '', CASE carrier WHEN 'electricity' THEN 'electricity' ELSE 'gas' END || '_delivery_points',
       CAST(delivery_points AS DOUBLE), CASE WHEN delivery_points IS NULL THEN 'missing' ELSE 'observed' END
FROM ore_communes WHERE sector = 'residential'

-- name: ore-homes-epci
SELECT siren AS code, operator || ' (' || department_code || ')' AS name,
       'electricity_residential_second_source' AS measure, consumption_mwh AS value, state
FROM ore_homes_epci
UNION ALL
SELECT siren, operator || ' (' || department_code || ')', 'electricity_delivery_points_second_source',
       CAST(delivery_points AS DOUBLE), state
FROM ore_homes_epci

-- name: igt-ghg
SELECT insee_code AS code, '' AS name, 'ghg_' || sector AS measure, CAST(emissions_tco2e AS DOUBLE) AS value, state
FROM igt_ghg WHERE sector <> '{biomass_co2}'

-- name: part plants
SELECT insee_code AS code, '' AS name, 'capacity_' || production_source AS measure,
       CAST(capacity_kw AS DOUBLE) AS value, CASE WHEN capacity_kw IS NULL THEN 'missing' ELSE 'observed' END AS state
FROM {table}
UNION ALL
SELECT insee_code, '', 'installations_' || production_source, CAST(installations AS DOUBLE),
       CASE WHEN installations IS NULL THEN 'missing' ELSE 'observed' END
FROM {table}

-- name: part output
UNION ALL
SELECT insee_code, '', 'production_' || production_source, CAST(output_mwh AS DOUBLE), state FROM odre_register

-- name: part dwelling_column
SELECT insee_code AS code, '' AS name, '{measure}' AS measure, CAST({column} AS DOUBLE) AS value, state
FROM insee_dwellings

-- name: ademe-dpe
SELECT insee_code AS code, '' AS name, 'dpe_' || energy_label AS measure, CAST(certificates AS DOUBLE) AS value, state
FROM ademe_dpe

-- name: sdes-energy-epci
SELECT siren AS code, operator AS name, 'sdes_' || carrier || '_' || sector AS measure,
       CAST(consumption_mwh AS DOUBLE) AS value, state
FROM sdes_energy_epci

-- name: sdes-heat-networks
SELECT insee_code AS code, network_id AS name, carrier || '_delivered_' || sector AS measure,
       CAST(consumption_mwh AS DOUBLE) AS value, state
FROM sdes_heat_networks

-- name: sdes-vehicles
SELECT insee_code AS code, '' AS name, 'vehicles_' || vehicle_category AS measure,
       CAST(vehicles AS DOUBLE) AS value, state
FROM sdes_vehicles
UNION ALL
SELECT insee_code, '', 'vehicles_total', CAST(vehicles AS DOUBLE), state FROM sdes_vehicles
UNION ALL
SELECT insee_code, '', 'cars_' || fuel, CAST(vehicles AS DOUBLE), state
FROM sdes_vehicles WHERE vehicle_category = 'passenger_car'

-- name: aldo
SELECT siren AS code, '' AS name, 'carbon_' || kind || '_' || compartment AS measure,
       CAST(carbon_tco2e AS DOUBLE) AS value, state
FROM aldo

-- name: part common_set
SELECT {place} AS code, '' AS name, 'rare_energy_' || sector || '_' || carrier AS measure,
       CAST(energy_mwh AS DOUBLE) AS value, state
FROM {table} WHERE state <> 'not_applicable'
UNION ALL
SELECT {place}, '', 'rare_ghg_' || accounting || '_' || sector, CAST(emissions_tco2e AS DOUBLE), ghg_state
FROM {table} WHERE ghg_state <> 'not_applicable'

-- name: geo-register
SELECT insee_code AS code, commune_name AS name, 'population_register' AS measure,
       CAST(population_inhabitants AS DOUBLE) AS value, state
FROM geo_register

-- name: insee-jobs
SELECT insee_code AS code, '' AS name, 'jobs_' || activity AS measure, CAST(jobs AS DOUBLE) AS value, state
FROM insee_jobs

-- name: ore-operators
SELECT insee_code AS code, '' AS name, '{served_by_gas}' AS measure, CAST(is_served AS DOUBLE) AS value, state
FROM ore_operators WHERE carrier = 'natural_gas'

-- name: part population_of_year
SELECT code, '' AS name, 'population' AS measure, CAST(value AS DOUBLE) AS value, state
FROM {table} WHERE mesh = 'commune' AND year = {year}

-- name: part dwellings_of_year
-- main, second and vacant together: one that lacks leaves the municipality unknown
SELECT code, '' AS name, 'dwellings' AS measure,
       CASE WHEN count(value) = 3 THEN CAST(sum(value) AS DOUBLE) END AS value, min(state) AS state
FROM {table} WHERE mesh = 'commune' AND year = {year} GROUP BY code

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the synthetic city share: plan, mesh, areas, buildings, people, all in plain arrays. */

#pragma once

#include "wuse-city-warp.h"
#include "wuse-city.h"
#include "wuse-synthetic-writer.h"

G_BEGIN_DECLS

/* The plan is drawn on a square of this many units a side. */
#define CITY_UNIT (1u << 20)
#define CITY_NONE G_MAXUINT32

typedef enum
{
  CITY_LINE_EDGE,
  CITY_LINE_MAIN,
  CITY_LINE_RING,
  CITY_LINE_RAIL,
  CITY_LINE_RIVER,
  CITY_LINE_TRIBUTARY,
} CityLineKind;

/* A line from edge to edge, along which nothing is built across. */
typedef struct
{
  guint32 at;
  CityLineKind kind;
  char *name;
} CityLine;

/* What cut a block in two: a side street. @blocks is how many lay on both its sides together. */
typedef struct
{
  guint32 at;
  guint32 from;
  guint32 to;
  guint32 superblock;
  guint32 blocks;
  gboolean vertical;
  char *name;
} CityStreet;

typedef enum
{
  CITY_USE_ROWS,
  CITY_USE_COURTYARD,
  CITY_USE_TOWERS,
  CITY_USE_OFFICE,
  CITY_USE_MARKET,
  CITY_USE_SCHOOL,
  CITY_USE_HOSPITAL,
  CITY_USE_INDUSTRY,
  CITY_USE_VILLAGE,
  CITY_USE_PARK,
  CITY_USE_LAKE,
} CityUse;

/* A block of land between streets. */
typedef struct
{
  guint32 x0;
  guint32 y0;
  guint32 x1;
  guint32 y1;
  guint32 superblock;
  guint32 grid;
  CityUse use;
  float density;
  char *name;
} CityBlock;

typedef struct
{
  guint32 x0;
  guint32 y0;
  guint32 x1;
  guint32 y1;
  guint32 first_block;
  guint32 n_blocks;
  guint32 first_street;
  guint32 n_streets;
} CitySuperblock;

/* Any of the four levels. Children of one area follow each other in the next level's array. */
typedef struct
{
  char code[16];
  char *name;
  char *name_en;
  guint32 parent;
  guint32 first_child;
  guint32 n_children;
  guint32 persons;
  guint32 households;
  guint32 buildings;
  gboolean rural;
} CityArea;

enum
{
  CITY_DISTRICT,
  CITY_SUBDISTRICT,
  CITY_COMMUNITY,
  CITY_GRID,
  CITY_N_LEVELS,
};

#define CITY_BUILDING_MAX_POINTS 12

/* Shape: a rectangle turned by `angle`, or one of a few outlines of the same size. */
typedef enum
{
  CITY_SHAPE_BAR,
  CITY_SHAPE_L,
  CITY_SHAPE_U,
  CITY_SHAPE_CROSS,
} CityShape;

typedef struct
{
  float east;
  float north;
  float angle;
  float length;
  float depth;
  guint32 block;
  guint32 first_household;
  guint32 place;
  guint16 number;
  guint8 floors;
  guint8 units;
  guint8 shape;
  guint8 homes; /* homes to a unit and floor; 0 where nobody lives */
} CityBuilding;

typedef struct
{
  const char *kind;
  char *name;
  WuseCityPosition position;
  guint32 block;
  guint32 building;
  guint32 capacity;
  guint32 first_member;
  guint32 n_members;
} CityPlace;

#define CITY_FEMALE (1 << 0)
#define CITY_FLOATING (1 << 1)

typedef struct
{
  guint32 household;
  guint32 workplace;
  guint16 birth_year;
  guint8 surname;
  guint8 flags;
} CityPerson;

/* The edges between blocks. A vertex is a corner of some block; an edge leads from a vertex to the next one to the north
 * (index: that of the vertex) or to the east (index: n_vertices + the vertex's place in row order). */
typedef struct
{
  guint32 n_vertices;
  guint64 *by_column; /* x << 32 | y, ascending; a vertex's number is its place here */
  guint64 *by_row;    /* y << 32 | x, ascending */
  guint32 *row_to_vertex;
  guint32 *vertex_to_row;
  guint32 *left; /* per edge, the block to the left when going north or east */
  guint32 *right;
  WuseCityPosition *positions;
} CityMesh;

struct _WuseCity
{
  guint64 seed;
  guint32 n_grids;
  guint32 n_persons;
  int year;
  WuseCityWarp warp;
  double block_side; /* metres, of a block in the centre */
  double sparseness; /* 1 where there are persons enough to fill the houses, more where houses stand wider */
  double river_half_width;
  double tributary_half_width;
  GArray *columns; /* CityLine, vertical */
  GArray *rows;    /* CityLine, horizontal */
  GArray *superblocks;
  GArray *blocks;
  GArray *streets;
  CityMesh mesh;
  GArray *areas[CITY_N_LEVELS];
  guint32 *grid_blocks; /* blocks sorted by grid */
  guint32 *grid_first_block;
  guint32 lake_superblock;
  GArray *buildings; /* sorted by grid */
  guint32 *grid_first_building;
  GArray *places;
  guint32 n_households;
  guint32 *household_first_person;
  guint32 *household_building;
  CityPerson *persons;
  guint32 *members; /* persons sorted by workplace */
};

#define city_block(city, i) (&g_array_index ((city)->blocks, CityBlock, (i)))
#define city_building(city, i) (&g_array_index ((city)->buildings, CityBuilding, (i)))
#define city_place(city, i) (&g_array_index ((city)->places, CityPlace, (i)))
#define city_area(city, level, i) (&g_array_index ((city)->areas[level], CityArea, (i)))

/* Streams of random numbers, one for every purpose. */
enum
{
  CITY_STREAM_WARP = 1,
  CITY_STREAM_PLAN,
  CITY_STREAM_AREAS,
  CITY_STREAM_NAMES,
  CITY_STREAM_USES,
  CITY_STREAM_BUILDINGS,
  CITY_STREAM_PLACES,
  CITY_STREAM_PEOPLE,
  CITY_STREAM_FEATURES,
  CITY_STREAM_MASKED,
};

/* Plan units to the -1 … 1 of the warp, and on to the ground. */
static inline double
city_unit (double at)
{
  return at * 2.0 / CITY_UNIT - 1;
}

static inline WuseCityPosition
city_at (const WuseCity *city, double x, double y)
{
  return wuse_city_warp_apply (&city->warp, city_unit (x), city_unit (y));
}

static inline double
city_distance (WuseCityPosition a, WuseCityPosition b)
{
  double east = a.east - b.east, north = a.north - b.north;

  return __builtin_sqrt (east * east + north * north);
}

/* Metres per plan unit along the two axes, across them, and the direction of the x axis. */
typedef struct
{
  double along_x;
  double along_y;
  double across_x;
  double across_y;
  double angle;
} CityScale;

/* What is left of a block behind its pavements and banks: plan units, and metres across. */
typedef struct
{
  double x0, y0, x1, y1;
  double width, height;
  CityScale scale;
} CityInset;

CityScale city_scale_at (const WuseCity *city, double x, double y);

/* wuse-city-plan.c */
void city_plan (WuseCity *city);
double city_density (const WuseCity *city, double x, double y);
double city_river_half_width (const WuseCity *city, double x);
double city_tributary_half_width (const WuseCity *city, double y);
const CityLine *city_find_line (GArray *lines, guint32 at);
guint32 city_line_of_kind (GArray *lines, CityLineKind kind);

/* wuse-city-mesh.c */
void city_mesh_build (WuseCity *city);
void city_mesh_clear (CityMesh *mesh);
typedef void (*CityEdgeFunc) (guint32 block, guint32 neighbour, guint32 edge, gpointer user_data);
void city_mesh_foreach_neighbour (const WuseCity *city, guint32 block, CityEdgeFunc func, gpointer user_data);
gboolean city_mesh_edge_is_barrier (const WuseCity *city, guint32 edge);
guint8 *city_mesh_new_marks (const WuseCity *city);
void city_mesh_outline (const WuseCity *city,
                        const guint32 *labels,
                        const guint32 *blocks,
                        guint32 n_blocks,
                        guint8 *marks,
                        WuseGeometryBuilder *builder);

/* wuse-city-regions.c */
void city_gather_blocks (const WuseCity *city, const guint32 *blocks, guint32 n_blocks, guint32 n_regions, guint32 *labels);
void city_gather_superblocks (const WuseCity *city, guint32 n_regions, guint32 *labels);

/* wuse-city-areas.c */
void city_make_areas (WuseCity *city);

/* wuse-city-names.c */
typedef struct _CityNames CityNames;
CityNames *city_names_new (guint64 seed);
void city_names_free (CityNames *names);
char *city_names_take (CityNames *names, const char *suffix, char **latin);
char *city_names_subdistrict (CityNames *names, guint index, gboolean rural, char **latin);
char *city_names_main_street (CityNames *names, guint index, gboolean vertical);
char *city_names_side_street (CityNames *names, gboolean vertical);
char *city_names_compound (WuseRandom *random);
const char *city_surname (guint index);
guint city_pick_surname (WuseRandom *random);

/* wuse-city-blocks.c, wuse-city-buildings.c */
void city_choose_uses (WuseCity *city);
void city_make_buildings (WuseCity *city);
double city_side_margin (const WuseCity *city, gboolean vertical, guint32 at, double x, double y);
gboolean city_block_inset (const WuseCity *city, const CityBlock *block, CityInset *inset);
gboolean city_use_has_homes (CityUse use);
guint city_building_outline (const CityBuilding *building, WuseCityPosition *points);

/* wuse-city-places.c, wuse-city-people.c */
void city_make_places (WuseCity *city);
void city_make_people (WuseCity *city);
char *city_block_address (const WuseCity *city, const CityBlock *block, guint number);
guint32 *city_find_nearest (const WuseCity *city, const char *kind);
guint32 city_building_grid (const WuseCity *city, guint32 building);

/* wuse-city-features.c, wuse-city-write.c */
gboolean city_write_features (const WuseCity *city, WuseSyntheticWriter *writer, WuseTime at);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for everything in a synthetic city, none of them twice where that would confuse. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *latin;
} Syllable;

static const Syllable firsts[] = {
  { "吉", "Ji" },   { "东", "Dong" },  { "民", "Min" },  { "荣", "Rong" },   { "临", "Lin" },  { "英", "Ying" },
  { "春", "Chun" }, { "长", "Chang" }, { "永", "Yong" }, { "安", "An" },     { "和", "He" },   { "兴", "Xing" },
  { "福", "Fu" },   { "华", "Hua" },   { "新", "Xin" },  { "光", "Guang" },  { "宏", "Hong" }, { "锦", "Jin" },
  { "远", "Yuan" }, { "清", "Qing" },  { "文", "Wen" },  { "双", "Shuang" }, { "南", "Nan" },  { "北", "Bei" },
  { "西", "Xi" },   { "中", "Zhong" }, { "朝", "Chao" }, { "晨", "Chen" },   { "平", "Ping" }, { "泰", "Tai" },
  { "康", "Kang" }, { "天", "Tian" },  { "景", "Jing" }, { "翠", "Cui" },    { "银", "Yin" },  { "金", "Jin" },
  { "玉", "Yu" },   { "龙", "Long" },  { "凤", "Feng" }, { "松", "Song" },   { "柳", "Liu" },  { "梅", "Mei" },
  { "竹", "Zhu" },  { "桂", "Gui" },   { "枫", "Feng" }, { "杏", "Xing" },   { "石", "Shi" },  { "泉", "Quan" },
  { "青", "Qing" }, { "红", "Hong" },  { "绿", "Lv" },   { "星", "Xing" },   { "月", "Yue" },  { "云", "Yun" },
  { "亚", "Ya" },   { "同", "Tong" },
};

static const Syllable seconds[] = {
  { "盛", "sheng" }, { "丰", "feng" },   { "光", "guang" }, { "河", "he" },    { "俊", "jun" },   { "城", "cheng" },
  { "安", "an" },    { "宁", "ning" },   { "乐", "le" },    { "业", "ye" },    { "园", "yuan" },  { "桥", "qiao" },
  { "山", "shan" },  { "岭", "ling" },   { "湖", "hu" },    { "江", "jiang" }, { "泉", "quan" },  { "林", "lin" },
  { "苑", "yuan" },  { "庄", "zhuang" }, { "塘", "tang" },  { "坪", "ping" },  { "阳", "yang" },  { "明", "ming" },
  { "德", "de" },    { "义", "yi" },     { "信", "xin" },   { "和", "he" },    { "昌", "chang" }, { "隆", "long" },
  { "达", "da" },    { "顺", "shun" },   { "康", "kang" },  { "福", "fu" },    { "祥", "xiang" }, { "瑞", "rui" },
  { "华", "hua" },   { "新", "xin" },    { "建", "jian" },  { "强", "qiang" }, { "富", "fu" },    { "春", "chun" },
  { "秋", "qiu" },   { "波", "bo" },     { "滨", "bin" },   { "苗", "miao" },  { "禾", "he" },    { "堡", "bao" },
  { "台", "tai" },   { "门", "men" },    { "关", "guan" },  { "站", "zhan" },  { "井", "jing" },  { "峰", "feng" },
  { "里", "li" },    { "兴", "xing" },
};

static const Syllable subdistricts[] = {
  { "吉盛", "Jisheng" },    { "东岭", "Dongling" },   { "民丰", "Minfeng" },      { "荣光", "Rongguang" },
  { "临江", "Linjiang" },   { "长青", "Changqing" },  { "永昌", "Yongchang" },    { "和顺", "Heshun" },
  { "文华", "Wenhua" },     { "站前", "Zhanqian" },   { "南湖", "Nanhu" },        { "新春", "Xinchun" },
  { "双桥", "Shuangqiao" }, { "桂林路", "Guilinlu" }, { "朝阳里", "Chaoyangli" }, { "平安", "Ping'an" },
};

static const Syllable towns[] = {
  { "石泉", "Shiquan" },   { "柳河", "Liuhe" },   { "金山", "Jinshan" },      { "杏花岭", "Xinghualing" },
  { "西营", "Xiying" },    { "泉眼", "Quanyan" }, { "英俊堡", "Yingjunbao" }, { "三道沟", "Sandaogou" },
  { "四家子", "Sijiazi" }, { "兰家", "Lanjia" },  { "合心", "Hexin" },        { "乐山", "Leshan" },
  { "永春", "Yongchun" },  { "奋进", "Fenjin" },  { "米沙", "Misha" },        { "新立", "Xinli" },
};

static const char *const main_vertical[] = { "人民大街", "建设街",   "亚泰大街", "同志街",   "春城大街",
                                             "会展大街", "东盛大街", "洋浦大街", "前进大街", "开运街" };
static const char *const main_horizontal[] = { "解放大路", "自由大路", "吉林大路", "南湖大路", "卫星路",
                                               "繁荣路",   "北环路",   "长江路",   "珠江路",   "惠民路" };
static const char *const compound_tails[] = { "花园", "家园", "小区", "新村", "雅苑", "名府", "华庭", "新居", "佳苑", "公寓" };
static const char *const surnames[] = {
  "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",   "徐",   "孙",   "胡",   "朱", "高", "林", "何", "郭",
  "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于",   "董",   "萧",   "程",   "曹", "袁", "邓", "许", "傅",
  "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁",   "魏",   "薛",   "叶",   "阎", "余", "潘", "杜", "戴",
  "夏", "钟", "汪", "田", "任", "姜", "范", "方", "石", "姚",   "谭",   "廖",   "邹",   "熊", "金", "陆", "郝", "孔",
  "白", "崔", "康", "毛", "邱", "秦", "江", "史", "顾", "侯",   "邵",   "孟",   "龙",   "万", "段", "钱", "汤", "尹",
  "黎", "易", "常", "武", "乔", "贺", "赖", "龚", "文", "欧阳", "上官", "司马", "诸葛",
};

#define N_PAIRS (G_N_ELEMENTS (firsts) * G_N_ELEMENTS (seconds))

struct _CityNames
{
  guint32 offset;
  guint32 taken;
  guint32 streets;
};

CityNames *
city_names_new (guint64 seed)
{
  CityNames *self = g_new0 (CityNames, 1);

  self->offset = (guint32) (wuse_random_hash (seed, CITY_STREAM_NAMES) % N_PAIRS);
  return self;
}

void
city_names_free (CityNames *self)
{
  g_free (self);
}

/* Every pair once, in an order that jumps about (1,009 is prime and no divisor of the number of pairs). A name whose two
 * syllables are the same is passed over. */
static void
take_pair (CityNames *self, guint32 *counter, const Syllable **first, const Syllable **second)
{
  do
    {
      guint32 index = (self->offset + (*counter)++ * 1009u) % N_PAIRS;

      *first = &firsts[index % G_N_ELEMENTS (firsts)];
      *second = &seconds[index / G_N_ELEMENTS (firsts)];
    }
  while (strcmp ((*first)->text, (*second)->text) == 0);
}

char *
city_names_take (CityNames *self, const char *suffix, char **latin)
{
  const Syllable *first, *second;
  guint round = self->taken / N_PAIRS;

  take_pair (self, &self->taken, &first, &second);
  if (latin != NULL)
    *latin = round > 0 ? g_strdup_printf ("%s%s %u", first->latin, second->latin, round + 1)
                       : g_strconcat (first->latin, second->latin, NULL);
  return round > 0 ? g_strdup_printf ("%s%s第%u%s", first->text, second->text, round + 1, suffix)
                   : g_strconcat (first->text, second->text, suffix, NULL);
}

char *
city_names_subdistrict (CityNames *self, guint index, gboolean rural, char **latin)
{
  const Syllable *name = rural ? &towns[(self->offset + index) % G_N_ELEMENTS (towns)]
                               : &subdistricts[(self->offset + index) % G_N_ELEMENTS (subdistricts)];

  *latin = g_strconcat (name->latin, rural ? " Town" : " Subdistrict", NULL);
  return g_strconcat (name->text, rural ? "镇" : "街道", NULL);
}

char *
city_names_main_street (CityNames *self, guint index, gboolean vertical)
{
  const Syllable *first, *second;

  if (index < G_N_ELEMENTS (main_vertical))
    return g_strdup (vertical ? main_vertical[index] : main_horizontal[index]);

  take_pair (self, &self->streets, &first, &second);
  return g_strconcat (first->text, second->text, vertical ? "大街" : "大路", NULL);
}

char *
city_names_side_street (CityNames *self, gboolean vertical)
{
  const Syllable *first, *second;

  take_pair (self, &self->streets, &first, &second);
  return g_strconcat (first->text, second->text, vertical ? "街" : "路", NULL);
}

char *
city_names_compound (WuseRandom *random)
{
  const char *tail = compound_tails[wuse_random_below (random, G_N_ELEMENTS (compound_tails))];
  const char *second = seconds[wuse_random_below (random, G_N_ELEMENTS (seconds))].text;
  const char *first = firsts[wuse_random_below (random, G_N_ELEMENTS (firsts))].text;

  return g_strconcat (first, second, tail, NULL);
}

const char *
city_surname (guint index)
{
  return surnames[index % G_N_ELEMENTS (surnames)];
}

guint
city_pick_surname (WuseRandom *random)
{
  /* The first few are by far the most frequent. */
  double at = wuse_random_unit (random);

  return (guint) (at * at * G_N_ELEMENTS (surnames));
}

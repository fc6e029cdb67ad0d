/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the name of a column and the words in it mean, in English and Chinese. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-column-words.h"

#include "wuse-mask.h"

#include <string.h>

#define ID_NUMBER_DIGITS 18
#define MOBILE_DIGITS 11

typedef struct
{
  const char *what;
  const char *words; /* folded, with | between them */
} Words;

/* Names of columns, by `class.field`; a field that is the same in all classes stands without its class. */
static const Words field_words[] = {
  { "case.id", "id|case id|caseid|case no|case number|patient id|patient no|patient|person id|uuid|case|"
               "病例编号|病例号|编号|病例id|患者编号|序号|个案编号" },
  { "case.classification", "classification|case classification|case status|status|case type|case definition|final classification|"
                           "分类|病例分类|诊断类型|病例类型|病例诊断类型" },
  { "case.severity", "severity|clinical severity|clinical status|病情|严重程度|临床严重程度|临床分型" },
  { "case.origin", "origin|imported|travel status|import status|感染来源类型|输入性|是否输入" },
  { "case.origin_place",
    "origin place|country of infection|place of infection|place infect|country|来源地|输入来源地|感染地|输入地" },
  { "sex", "sex|gender|性别" },
  { "age", "age|age years|age in years|年龄|年龄岁" },
  { "age_band", "age band|age group|age class|age range|年龄组|年龄段" },
  { "area",
    "area|community|subdistrict|district|location|residence|place of residence|街道|社区|区县|现住区县|居住社区|区域|辖区|村居" },
  { "lon", "lon|long|lng|longitude|x|经度" },
  { "lat", "lat|latitude|y|纬度" },
  { "case.onset", "onset|date onset|onset date|date of onset|symptom onset|symptom onset date|date of symptom onset|dt onset|"
                  "发病日期|发病时间|症状出现日期|起病日期" },
  { "case.report", "report|report date|date report|date of report|date of reporting|dt report|confirm date|confirmed date|"
                   "date confirmed|date of confirmation|diagnosis date|date of diagnosis|notification date|"
                   "报告日期|确诊日期|诊断日期|报告时间|确诊时间|阳性日期" },
  { "case.isolation", "isolation|isolation date|date of isolation|date isolated|admission date|date of hospitalisation|"
                      "hospitalization date|隔离日期|入院日期|管控日期" },
  { "case.release", "release|release date|released date|discharge date|date of discharge|date of release|recovery date|"
                    "解除日期|出院日期|解除隔离日期" },
  { "case.death", "death|death date|date of death|deceased date|dt death|死亡日期" },
  { "case.outcome", "outcome|final outcome|vital status|state|转归|结局" },
  { "case.found_by", "found by|detection|how found|mode of detection|发现方式|发现途径" },
  { "case.infector", "infector|infected by|infector id|source case|source case id|source id|parent case|infection source|"
                     "传染源|感染来源|上级病例|指示病例|上游病例" },
  { "setting", "setting|context|exposure|exposure type|exposure setting|contact type|contact setting|context of exposure|"
               "接触方式|暴露场所|接触场所|场所类型|接触类型" },
  { "case.cluster", "cluster|cluster name|outbreak|cluster id|聚集性疫情|疫情|聚集性|关联疫情" },
  { "case.contacts", "contacts|contact number|number of contacts|contacts per case|密接数|密接人数" },
  { "note", "note|notes|comment|comments|remark|remarks|备注|说明" },
  { "contact.id", "contact record|contact record id|记录编号" },
  { "contact.case", "case|case id|source case|source|from|index case|infector|病例编号|关联病例|病例|指示病例" },
  { "contact.person", "contact|contact id|person|person id|to|target|密接编号|密接者编号|密接|接触者编号" },
  { "contact.tier", "tier|contact tier|level|密接级别|密接类别|接触者类别" },
  { "contact.quarantine", "quarantine|quarantine type|隔离方式|管控方式" },
  { "contact.start", "quarantine start|start|start date|followup start|date of followup start|隔离开始日期|管控开始日期" },
  { "contact.due", "quarantine due|due|due date|followup end|date of followup end|预计解除日期|隔离期满日期" },
  { "contact.release", "quarantine end|release|release date|end date|解除日期|解除隔离日期" },
  { "contact.became_case", "became case|转为病例|转阳病例编号" },
  { "first_exposure", "first exposure|exposure start|first contact|date of first contact|首次接触日期|首次暴露日期" },
  { "last_exposure", "last exposure|exposure end|last contact|date of last contact|contact date|exposure date|"
                     "末次接触日期|最后接触日期|末次暴露日期|接触日期" },
  { "stay.id", "stay|stay id|visit id|轨迹编号" },
  { "stay.case", "case|case id|patient|patient id|person id|id|病例编号|病例号|患者编号" },
  { "stay.kind", "type|kind|place type|location type|场所类型|类型" },
  { "stay.name", "place|place name|location|venue|address name|停留地点|地点|场所|场所名称" },
  { "stay.start", "start|start time|from|arrival|begin|date|time|arrived|开始时间|到达时间|日期|时间|进入时间" },
  { "stay.end", "end|end time|to|departure|left|结束时间|离开时间" },
  { "link.id", "link id|relationship id|uuid|关系编号" },
  { "link.source", "source|from|infector|source id|case 1|id 1|source case|传染源|上游病例|关系源" },
  { "link.target", "target|to|infectee|target id|case 2|id 2|被感染者|下游病例|关系目标" },
  { "link.kind", "kind|relation|relationship|link type|关系|关系类型" },
  { "link.state", "state|certainty|certainty level|confirmed|可信度|状态" },
  { "link.evidence", "evidence|description|detail|依据|证据|描述" },
};

/* Words for codes, by `field=code`. */
static const Words code_words[] = {
  { "sex=female", "f|female|woman|girl|女|女性|w|2 female" },
  { "sex=male", "m|male|man|boy|男|男性" },
  { "classification=confirmed",
    "confirmed|confirmed case|lab confirmed|laboratory confirmed|positive|确诊|确诊病例|实验室确诊|阳性" },
  { "classification=suspected", "suspected|suspect|probable|possible|疑似|疑似病例|临床诊断|临床诊断病例|可能" },
  { "classification=asymptomatic", "asymptomatic|无症状|无症状感染者|无症状感染" },
  { "severity=mild", "mild|minor|light|轻型|轻症|轻" },
  { "severity=moderate", "moderate|normal|ordinary|common|普通型|普通|中型|中" },
  { "severity=severe", "severe|serious|重型|重症|重" },
  { "severity=critical", "critical|危重型|危重|危重症" },
  { "origin=local", "local|autochthonous|domestic|indigenous|本土|本地" },
  { "origin=imported", "imported|import|travel|travel related|overseas|境外输入|输入|输入性" },
  { "origin=unknown", "unknown|不明|来源不明" },
  { "outcome=ill", "ill|alive|isolated|active|hospitalized|hospitalised|in hospital|treatment|在治|住院|治疗中" },
  { "outcome=released", "released|recovered|discharged|cured|recovery|出院|治愈|解除|康复" },
  { "outcome=died", "died|dead|deceased|death|fatal|死亡" },
  { "found_by=clinic", "clinic|hospital|fever clinic|passive|就诊|主动就诊|发热门诊" },
  { "found_by=screening", "screening|mass screening|active|active case finding|筛查|核酸筛查|社区筛查" },
  { "found_by=close_contact", "close contact|contact tracing|contact|密接|密接排查|密切接触者" },
  { "found_by=quarantine", "quarantine|in quarantine|隔离|隔离管控|集中隔离" },
  { "found_by=key_person", "key person|重点人员|重点人群" },
  { "found_by=entry", "entry|border|airport|入境|入境检测|口岸" },
  { "tier=close", "close|close contact|primary|1|first|密接|密切接触者|一级" },
  { "tier=secondary", "secondary|contact of contact|2|second|次密接|二级" },
  { "quarantine=none", "none|no|无|未隔离" },
  { "quarantine=home", "home|home quarantine|self isolation|居家|居家隔离" },
  { "quarantine=central", "central|centralised|centralized|facility|institutional|集中|集中隔离" },
  { "state=suspected", "suspected|suspect|possible|probable|low|medium|1 low|2 medium|n|no|false|疑似|可能" },
  { "state=confirmed", "confirmed|certain|high|3 high|y|yes|true|确认|确定" },
  { "state=refuted", "refuted|excluded|rejected|否定|排除" },
  { "kind=transmission", "transmission|infection|infected|infector|传播|感染" },
  { "kind=contact", "contact|exposure|接触|密接" },
  { "kind=household", "household|family|同住|家庭|同户" },
  { "kind=same_place", "same place|co presence|同场所|同时空" },
};

/* Words that occur in the description of a setting. The first that fits counts: a sick ward before a family that visits it. */
static const Words setting_words[] = {
  { "medical", "hospital|ward|emergency room|clinic|health care|healthcare|hcw|nosocomial|medical|patient room|nursing|医院|医疗|"
               "病房|门诊|诊所" },
  { "household",
    "household|family|home|spouse|husband|wife|relative|brother|sister|mother|father|son|daughter|家庭|家|同住|亲属" },
  { "school", "school|classroom|class|university|college|kindergarten|academy|学校|教室|幼儿园|大学" },
  { "work", "work|workplace|office|coworker|co worker|colleague|call center|factory|工作|单位|公司|同事|工厂" },
  { "transport",
    "transport|train|bus|flight|plane|airport|taxi|metro|subway|public transportation|交通|火车|飞机|公交|地铁|航班" },
  { "market", "market|mall|store|shop|supermarket|superstore|shopping|shopper|市场|商场|超市|商店" },
  { "gathering",
    "gathering|party|wedding|funeral|church|dinner|meal|restaurant|sports|sports team|gym|event|bar|聚会|聚餐|婚礼|教会|餐馆" },
  { "building", "building|same building|neighbour|neighbor|楼栋|同楼|邻居" },
  { "other", "other|其他" },
};

/* A word alone, or all words of a name, that make a column one to be masked. */
static const struct
{
  WuseMaskKind kind;
  const char *words;
} mask_words[] = {
  { WUSE_MASK_NAME,
    "name|full name|patient name|case name|contact name|person name|first name|last name|middle name|given name|family name|"
    "forename|firstname|lastname|surname|fullname|initials|姓名|名字|患者姓名|病例姓名|密接姓名|联系人姓名|监护人姓名|联系人|"
    "person first name|person last name|person middle name" },
  { WUSE_MASK_ID_NUMBER, "id number|id card|identity card|identity number|national id|passport|passport number|passport no|ssn|"
                         "social security number|id card number|身份证|身份证号|身份证号码|证件号|证件号码|有效证件号|护照号" },
  { WUSE_MASK_TELEPHONE, "telephone|phone|phone number|telephone number|mobile|mobile phone|mobile number|tel|cell|cell phone|"
                         "contact phone|电话|手机|手机号|手机号码|联系方式|联系电话|电话号码|本人电话" },
  { WUSE_MASK_BIRTH, "birth date|date of birth|dob|birthday|birthdate|出生日期|出生年月|生日" },
  { WUSE_MASK_WHOLE,
    "address|home address|street address|street|email|e mail|mail|email address|住址|地址|现住址|家庭住址|详细地址|"
    "户籍地址|现住地址|邮箱|微信|微信号" },
};

gboolean
wuse_is_missing (const char *text)
{
  static const char *const missing[] = { "",   "na",   "n/a",  "nan",  "null", "none", "-",       "--",   ".", "?",
                                         "无", "不详", "未知", "不明", "／",   "/",    "unknown", "#n/a", NULL };
  char folded[12];
  gsize length = strlen (text);

  if (length >= sizeof folded)
    return FALSE;
  for (gsize i = 0; i <= length; i++)
    folded[i] = g_ascii_tolower (text[i]);
  return g_strv_contains (missing, folded);
}

char *
wuse_clip_text (const char *text, gsize max_bytes)
{
  gsize length = strlen (text);

  if (length <= max_bytes)
    return g_strdup (text);
  while (max_bytes > 0 && ((guint8) text[max_bytes] & 0xc0) == 0x80)
    max_bytes--;
  return g_strndup (text, max_bytes);
}

char *
wuse_fold_words (const char *text)
{
  GString *words = g_string_new (NULL);
  gunichar before = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gboolean begins = g_unichar_isupper (character) && g_unichar_islower (before);

      if (!g_unichar_isalnum (character) || begins)
        if (words->len > 0 && words->str[words->len - 1] != ' ')
          g_string_append_c (words, ' ');
      if (g_unichar_isalnum (character))
        g_string_append_unichar (words, g_unichar_tolower (character));
      before = character;
    }
  return g_strchomp (g_string_free (words, FALSE));
}

/* Whether `text` is one of the words with | between them. */
static gboolean
is_one_of (const char *text, const char *words)
{
  gsize length = strlen (text);

  for (const char *at = strstr (words, text); at != NULL && length > 0; at = strstr (at + 1, text))
    if ((at == words || at[-1] == '|') && (at[length] == '\0' || at[length] == '|'))
      return TRUE;
  return FALSE;
}

/* Whether one of the words stands in the text: Latin ones as whole words. */
static gboolean
has_one_of (const char *text, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      gsize length = strlen (list[i]);

      for (const char *at = strstr (text, list[i]); at != NULL; at = strstr (at + 1, list[i]))
        if (!g_ascii_isalpha (list[i][0])
            || ((at == text || !g_ascii_isalnum (at[-1]))
                && (!g_ascii_isalnum (at[length]) || (at[length] == 's' && !g_ascii_isalnum (at[length + 1])))))
          return TRUE;
    }
  return FALSE;
}

WuseMaskKind
wuse_mask_kind_of_column (const char *name)
{
  g_autofree char *folded = wuse_fold_words (name);

  for (guint i = 0; i < G_N_ELEMENTS (mask_words); i++)
    if (is_one_of (folded, mask_words[i].words))
      return mask_words[i].kind;
  return WUSE_MASK_NONE;
}

/* How many characters from `text` on are an identity number or a mobile number that no further digit follows. */
static gsize
measure_number (const char *text, WuseMaskKind *kind)
{
  gsize n = 0;

  while (g_ascii_isdigit (text[n]) && n < ID_NUMBER_DIGITS + 1)
    n++;
  if (n == ID_NUMBER_DIGITS - 1 && (text[n] == 'X' || text[n] == 'x'))
    n++;
  if (n == ID_NUMBER_DIGITS && text[0] >= '1' && text[0] <= '8' && (text[6] == '1' || text[6] == '2'))
    *kind = WUSE_MASK_ID_NUMBER;
  else if (n == MOBILE_DIGITS && text[0] == '1' && text[1] >= '3')
    *kind = WUSE_MASK_TELEPHONE;
  else
    return 0;
  return n;
}

WuseMaskKind
wuse_mask_kind_of_value (const char *text)
{
  WuseMaskKind kind = WUSE_MASK_NONE;
  gsize length = measure_number (text, &kind);

  return length > 0 && text[length] == '\0' ? kind : WUSE_MASK_NONE;
}

char *
wuse_mask_cell (WuseMaskKind kind, const char *text)
{
  if (*text == '\0')
    return g_strdup ("");
  switch (kind)
    {
    case WUSE_MASK_NONE:
      return wuse_mask_free_text (text);
    case WUSE_MASK_NAME:
      return wuse_mask_name (text);
    case WUSE_MASK_ID_NUMBER:
      return wuse_mask_id_number (text);
    case WUSE_MASK_TELEPHONE:
      return wuse_mask_telephone (text);
    case WUSE_MASK_BIRTH:
      for (const char *at = text; strlen (at) >= 4; at++)
        if ((at == text || !g_ascii_isdigit (at[-1])) && ((at[0] == '1' && at[1] == '9') || (at[0] == '2' && at[1] == '0'))
            && g_ascii_isdigit (at[2]) && g_ascii_isdigit (at[3]))
          return g_strndup (at, 4);
      break;
    case WUSE_MASK_WHOLE:
      break;
    }
  return g_strdup ("***");
}

char *
wuse_mask_free_text (const char *text)
{
  GString *masked = g_string_new (NULL);

  for (const char *at = text; *at != '\0';)
    {
      WuseMaskKind kind = WUSE_MASK_NONE;
      gboolean may_begin = g_ascii_isdigit (*at) && (at == text || !g_ascii_isdigit (at[-1]));
      gsize length = may_begin ? measure_number (at, &kind) : 0;

      if (length > 0)
        {
          g_autofree char *number = g_strndup (at, length);
          g_autofree char *stars = wuse_mask_cell (kind, number);

          g_string_append (masked, stars);
          at += length;
        }
      else
        g_string_append_c (masked, *at++);
    }
  return g_string_free (masked, FALSE);
}

static const char *
find_words (const WuseRecordClass *class, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_words); i++)
    {
      const char *what = field_words[i].what;
      const char *dot = strchr (what, '.');

      if (dot == NULL ? strcmp (what, field) == 0 && strcmp (field, "id") != 0
                      : strncmp (what, class->name, (gsize) (dot - what)) == 0 && class->name[dot - what] == '\0'
                            && strcmp (dot + 1, field) == 0)
        return field_words[i].words;
    }
  return NULL;
}

guint
wuse_column_names_field (const char *name, const WuseRecordClass *class, int field)
{
  const char *field_name = field < 0 ? "id" : class->fields[field].name;
  g_autofree char *folded = wuse_fold_words (name);
  g_autofree char *own = wuse_fold_words (field_name);
  const char *words = find_words (class, field_name);

  if (strcmp (folded, own) == 0)
    return 100;
  if (words == NULL)
    return 0;
  if (is_one_of (folded, words))
    return 90;
  /* Long words only: `age` stands in too many names. */
  g_auto (GStrv) list = g_strsplit (words, "|", -1);
  for (guint i = 0; list[i] != NULL; i++)
    if (strlen (list[i]) >= 6 && has_one_of (folded, list[i]))
      return 60;
  return 0;
}

const char *
wuse_code_from_word (const WuseField *field, const char *text)
{
  g_autofree char *folded = wuse_fold_words (text);

  for (guint i = 0; field->codes[i] != NULL; i++)
    {
      g_autofree char *code = wuse_fold_words (field->codes[i]);

      if (strcmp (code, folded) == 0)
        return field->codes[i];
    }
  if (strcmp (field->name, "setting") == 0)
    for (guint i = 0; i < G_N_ELEMENTS (setting_words); i++)
      if (has_one_of (folded, setting_words[i].words))
        return setting_words[i].what;
  for (guint i = 0; i < G_N_ELEMENTS (code_words); i++)
    {
      const char *equals = strchr (code_words[i].what, '=');

      if (strncmp (code_words[i].what, field->name, (gsize) (equals - code_words[i].what)) == 0
          && field->name[equals - code_words[i].what] == '\0' && g_strv_contains (field->codes, equals + 1)
          && is_one_of (folded, code_words[i].words))
        return equals + 1;
    }
  return NULL;
}
